# ktool - `make help` says what there is to make.
# VARIANT=release|asan|debug|cov  CC=gcc|clang  V=1 (show commands)  DEVELOPER=1 (-Werror)
# RDKAFKA=PREFIX links the librdkafka that was built there, statically.

VARIANT ?= release
PREFIX ?= /usr/local
PKG_CONFIG ?= pkg-config
AR ?= ar
VERSION := 0.1.0

tag = $(if $(RDKAFKA),-$(notdir $(RDKAFKA)))$(if $(filter clang%,$(CC)),-clang)
B := build/$(VARIANT)$(tag)
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wvla -Wformat=2 -Wundef -Wcast-qual -Wpointer-arith \
	$(if $(DEVELOPER),-Werror)
CPPFLAGS_ALL := -Iinclude -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 \
	-DKT_VERSION='"$(VERSION)"' -DKT_DATADIR='"$(PREFIX)/share/ktool"' $(CPPFLAGS)
CFLAGS_release := -O2 -fstack-protector-strong -fPIE
CPPFLAGS_release := -D_FORTIFY_SOURCE=2
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
CFLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
CPPFLAGS_asan := -DKT_FULL_EXIT
LDFLAGS_asan := -fsanitize=address,undefined
CFLAGS_debug := -O1 -g
CPPFLAGS_debug := -DKT_FULL_EXIT
CFLAGS_cov := -O0 -g --coverage
CPPFLAGS_cov := -DKT_FULL_EXIT
LDFLAGS_cov := --coverage
CFLAGS_ALL = -std=c11 -g $(WARN) -fno-common '-ffile-prefix-map=$(CURDIR)=.' $(CFLAGS_$(VARIANT)) \
	$(CPPFLAGS_$(VARIANT)) $(CFLAGS)
LDFLAGS_ALL = $(LDFLAGS_$(VARIANT)) $(LDFLAGS)

pkg = $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null)
ifdef RDKAFKA
RDKAFKA_CFLAGS := -isystem $(RDKAFKA)/include
RDKAFKA_LIBS := $(shell PKG_CONFIG_PATH=$(RDKAFKA)/lib/pkgconfig $(PKG_CONFIG) --static --libs rdkafka-static)
else
RDKAFKA_CFLAGS := $(call pkg,--cflags,rdkafka)
RDKAFKA_LIBS := $(call pkg,--libs,rdkafka)
endif
LIBS_io := $(call pkg,--libs,yaml-0.1 jansson)
CMOCKA_LIBS := $(call pkg,--libs,cmocka)
LIBS_kafka := $(RDKAFKA_LIBS)
CFLAGS_kafka := $(RDKAFKA_CFLAGS)

# One archive a layer; what a layer may be linked with stands here, tests/layers.sh holds it to that.
LAYERS := base model plan io out job kafka
BELOW_base := base
BELOW_model := model base
BELOW_plan := plan model base
BELOW_io := io plan model base
BELOW_out := out model base
BELOW_job := job fake io plan model base
BELOW_kafka := kafka model base
BELOW_tool := job out kafka io plan model base
BELOW_fake := job out fake io plan model base

objects = $(patsubst %.c,$(B)/obj/%.o,$(sort $(wildcard $(1))))
archive = $(B)/lib$(1).a
archives = $(foreach l,$(1),$(call archive,$(l)))
CMD_OBJ := $(call objects,cmd/*.c)
UNIT := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_BIN := $(foreach u,$(UNIT),$(B)/unit/$(notdir $(u:.c=)))

all: $(B)/ktool ## build ktool for VARIANT
	$(Q)ln -sf $(B)/ktool build/ktool

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-18s %s\n",$$1,$$2}'

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(CFLAGS_$(word 2,$(subst /, ,$<))) -MMD -MP -c -o $@ $<

# The one object that knows where the manifests are installed follows PREFIX.
$(B)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' >$@
$(B)/obj/src/job/manifest_files.o: $(B)/prefix
FORCE:

define layer
$$(call archive,$(1)): $$(call objects,src/$(1)/*.c)
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))
$(call archive,fake): $(call objects,tests/fake/*.c)
$(B)/lib%.a:
	@mkdir -p $(@D)
	$(Q)rm -f $@ && $(AR) rcsD $@ $^

$(B)/ktool: $(CMD_OBJ) $(call archives,$(BELOW_tool))
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(RDKAFKA_LIBS) $(LIBS_io)
$(B)/ktool-fake: $(CMD_OBJ) $(call archives,$(BELOW_fake))
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_io)

# The proxy of the integration tests; it belongs to no layer.
$(B)/wire: $(call objects,tests/broker/*.c)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^

# Peers that a client of Kafka does not hope for.
$(B)/peer: $(call objects,tests/peer/*.c)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^

# Unit tests of a layer link its archive and those below, nothing else.
define unit
$(B)/unit/$(notdir $(1:.c=)): $(B)/obj/$(1:.c=.o) $(call archives,$(BELOW_$(2)))
	@mkdir -p $$(@D)
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(CFLAGS_ALL) $$(LDFLAGS_ALL) -o $$@ $$^ $$(CMOCKA_LIBS) $$(LIBS_$(2)) \
		$$(if $$(filter job,$(2)),$$(LIBS_io)) -lm
endef
$(foreach u,$(UNIT),$(eval $(call unit,$(u),$(word 3,$(subst /, ,$(u))))))

unit: $(UNIT_BIN) ## build and run the unit tests
	$(Q)CMOCKA_MESSAGE_OUTPUT=TAP prove --exec '' $(UNIT_BIN)

# One program, two implementations of cluster.h: tests/contract_test.sh compares their answers.
CONTRACT_OBJ := $(call objects,tests/contract/*.c)
$(B)/contract-kafka: $(CONTRACT_OBJ) $(call archives,kafka io plan model base)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(RDKAFKA_LIBS) $(LIBS_io)
$(B)/contract-fake: $(CONTRACT_OBJ) $(call archives,fake io plan model base)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_io)

$(B)/foretold: $(call objects,tests/foretold/*.c) $(call archives,job kafka io plan model base)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(RDKAFKA_LIBS) $(LIBS_io)

# A fuzz target says in its first line which archives it links: /* link: model base */
FUZZ := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_REPLAY := $(foreach f,$(FUZZ),$(B)/fuzz/replay_$(patsubst fuzz_%,%,$(notdir $(f:.c=))))
fuzz_layers = $(shell sed -n '1s/.*link: \(.*\) \*\/.*/\1/p' $(1))
define fuzz
$(B)/fuzz/replay_$(patsubst fuzz_%,%,$(notdir $(1:.c=))): $(B)/obj/$(1:.c=.o) $(B)/obj/tests/fuzz/replay.o \
		$(call archives,$(call fuzz_layers,$(1)))
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(CFLAGS_ALL) $$(LDFLAGS_ALL) -o $$@ $$^ $$(LIBS_io) -lm
endef
$(foreach f,$(FUZZ),$(eval $(call fuzz,$(f))))
FUZZ_SECONDS ?= 20
fuzz: ## fuzz every target for FUZZ_SECONDS (clang)
	$(Q)tests/fuzz/run.sh $(FUZZ_SECONDS)

# --- tests ---
KAFKA ?= 4.3.1
NODES ?= 3
TOOLS := $(B)/ktool $(B)/ktool-fake $(B)/wire $(B)/peer $(B)/contract-kafka $(B)/contract-fake $(B)/foretold

deps: ## install what building and testing need (NO_DEPS=1: only say what is missing)
	$(Q)tests/deps.sh build test lint portable completion newest slow

check: ## everything: installs what is missing, then all suites, on real Kafka too
	$(Q)tests/deps.sh build test completion
	$(Q)$(MAKE) --no-print-directory VARIANT=$(CHECK_VARIANT) check-fast
	$(Q)$(MAKE) --no-print-directory VARIANT=$(CHECK_VARIANT) check-kafka
CHECK_VARIANT ?= asan

check-fast: $(UNIT_BIN) $(TOOLS) $(FUZZ_REPLAY) ## unit, golden and other tests without Kafka
	$(Q)CMOCKA_MESSAGE_OUTPUT=TAP KT_BUILD=$(B) prove --timer --exec '' $(UNIT_BIN) tests/fast/*.t

check-kafka: $(TOOLS) ## the integration suites on real Kafka (KAFKA=, NODES=, SUITES=)
	$(Q)tests/integration/run --version $(KAFKA) --nodes $(NODES) --build $(B) $(SUITES)

golden-update: $(B)/ktool-fake ## rewrite the golden expectations; read the diff before you commit it
	$(Q)tests/golden/run --update $(B)/ktool-fake $(CASES)

gen: $(B)/ktool ## write man page, completions and README's reference from the command table
	$(Q)tests/gen.sh $(B)/ktool

lint: ## formatting, clang-tidy, cppcheck, layers, headers, spelling, shell scripts
	$(Q)tests/deps.sh build lint
	$(Q)$(MAKE) --no-print-directory VARIANT=release $(foreach l,$(LAYERS),build/release/lib$(l).a)
	$(Q)tests/lint.sh build/release

format: ## clang-format everything in place
	$(Q)clang-format -i $$(git ls-files '*.c' '*.h')

mutants: ## break the code on purpose: each suite has to notice
	$(Q)tests/mutants/run.sh

portable: ## base, model and plan with musl, unsigned char, arm64 and s390x
	$(Q)tests/deps.sh build portable
	$(Q)tests/portable.sh

bench: ## compare with bare librdkafka programs, in one run
	$(Q)$(MAKE) --no-print-directory VARIANT=release bench-run
FLOORS := $(foreach f,version plan create list,$(B)/bench/floor_$(f))
$(B)/obj/tests/bench/%.o: CFLAGS_tests := $(RDKAFKA_CFLAGS)
$(FLOORS): $(B)/bench/%: $(B)/obj/tests/bench/%.o $(B)/obj/tests/bench/floor.o
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(RDKAFKA_LIBS)
bench-run: $(B)/ktool $(FLOORS)
	$(Q)tests/bench/topics $(B)

demo: ## one real Kafka node, all five platforms, twice
	$(Q)tests/deps.sh build demo
	$(Q)$(MAKE) --no-print-directory all
	$(Q)tests/demo.sh $(B)/ktool

install: all ## into DESTDIR and PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/ktool/topics \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(B)/ktool $(DESTDIR)$(PREFIX)/bin/ktool
	install -m 644 packaging/ktool.1 $(DESTDIR)$(PREFIX)/share/man/man1/ktool.1
	install -m 644 topics/*.yaml $(DESTDIR)$(PREFIX)/share/ktool/topics
	install -m 644 completions/ktool.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/ktool
	install -m 644 completions/_ktool $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ktool
	install -m 644 completions/ktool.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ktool.fish

clean: ## remove build/
	rm -rf build

.PHONY: all help unit fuzz deps check check-fast check-kafka golden-update gen lint format mutants \
	portable bench bench-run demo install clean
-include $(shell find build -name '*.d' 2>/dev/null)
