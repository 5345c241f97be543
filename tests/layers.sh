#!/usr/bin/env bash
# layers.sh BUILD - hold the layers apart, from what the archives in BUILD need and offer (nm).
# 1. A layer needs kt_ symbols of the layers below it only, and of libc what its rank allows.
# 2. Every global is kt_ or cmd_ and is declared in a header.
# 3. C file names are unique in the tree; cmd/ and src/job include no library's header.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."
build=${1:?usage: layers.sh BUILD}
fails=0 checks=0

tap() { # tap STATUS WORDS...
    checks=$((checks + 1))
    if [ "$1" = 0 ]; then
        printf 'ok %d - %s\n' "$checks" "${*:2}"
    else
        printf 'not ok %d - %s\n' "$checks" "${*:2}"
        fails=$((fails + 1))
    fi
}

offers() { nm --defined-only -g "$@" 2>/dev/null | awk 'NF == 3 && $2 ~ /[A-TV-Z]/ {print $3}' | sort -u; }
needs() { nm -u "$1" 2>/dev/null | awk '$1 == "U" {print $2}' | sort -u; }

# What the pure layers may take from libc: memory and text, no files, no clock, no environment, no end.
pure='^(mem(cpy|move|set|cmp|chr)|str(len|nlen|cmp|ncmp|casecmp|ncasecmp|chr|rchr|str|spn|cspn|pbrk|dup|ndup|tod|toll|ll|coll)|qsort|bsearch|free|malloc|calloc|realloc|abort|snprintf|vsnprintf|isalnum|isalpha|isdigit|tolower|toupper|fnmatch|fmod|floor|pow|__ctype_(b|tolower|toupper)_loc|__assert_fail|__stack_chk_fail|__errno_location|__(mem|str|v?sn)[a-z_]*_chk|__isoc23_[a-z]*|_GLOBAL_OFFSET_TABLE_)$'
# Sanitizers, coverage and the compiler's own helpers are nobody's business.
runtime='^(__asan|__ubsan|__gcov|__sanitizer|_Unwind|__gcc_personality|__llvm)'

below() {
    case $1 in
    base) echo ;;
    model) echo base ;;
    plan) echo model base ;;
    io) echo plan model base ;;
    out | kafka) echo model base ;;
    job) echo plan model base io kafka ;; # kafka stands for cluster.h
    esac
}

for layer in base model plan io out kafka job; do
    lib=$build/lib$layer.a
    own=$(offers "$lib")
    theirs=$own
    for l in $(below "$layer"); do theirs+=$'\n'$(offers "$build/lib$l.a"); done
    extra=$(comm -23 <(needs "$lib" | grep -vE "$runtime") <(sort -u <<<"$theirs"))
    wrong=$(grep -E '^(kt_|cmd_)' <<<"$extra" || true)
    tap "$([ -z "$wrong" ]; echo $?)" "$layer needs nothing above it ${wrong//$'\n'/ }"
    case $layer in base | model | plan)
        wrong=$(grep -vE "$pure" <<<"$extra" | grep -vE '^(getopt_long|optarg|optind|opterr|optopt|vfprintf)$' | grep . || true)
        [ "$layer" = base ] || wrong=$(grep -vE "$pure" <<<"$extra" | grep . || true)
        tap "$([ -z "$wrong" ]; echo $?)" "$layer is pure ${wrong//$'\n'/ }"
        ;;
    esac
    wrong=$(grep -vE '^(kt_|cmd_)' <<<"$own" || true)
    tap "$([ -z "$wrong" ]; echo $?)" "$layer's globals are kt_ ${wrong//$'\n'/ }"
    wrong=
    for symbol in $own; do
        grep -qwr --include='*.h' "$symbol" include "src/$layer" || wrong+=" $symbol"
    done
    tap "$([ -z "$wrong" ]; echo $?)" "$layer's globals stand in a header$wrong"
done

wrong=$(find src cmd tests -name '*.c' -printf '%f\n' | sort | uniq -d)
tap "$([ -z "$wrong" ]; echo $?)" "C file names are unique ${wrong//$'\n'/ }"
wrong=$(grep -lE '#include <(jansson|yaml|pcre2|librdkafka)' -r cmd src/job src/base src/model src/plan src/out include || true)
tap "$([ -z "$wrong" ]; echo $?)" "libraries stay in src/io and src/kafka ${wrong//$'\n'/ }"
wrong=$(grep -lE '#include.*rdkafka' -r cmd src include | grep -v '^src/kafka/' || true)
tap "$([ -z "$wrong" ]; echo $?)" "only src/kafka knows librdkafka ${wrong//$'\n'/ }"
wrong=$(grep -nE '\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|strtol|gmtime|localtime|gets)\(' -r cmd src || true)
tap "$([ -z "$wrong" ]; echo $?)" "no banned call ${wrong//$'\n'/; }"
wrong=$(grep -nE '\b(exit|_exit|getenv)\(' -r cmd src | grep -vE '^(cmd/finish\.c|src/io/env\.c)' || true)
tap "$([ -z "$wrong" ]; echo $?)" "one place ends the process, one asks the environment ${wrong//$'\n'/; }"
echo "1..$checks"
exit "$((fails > 0))"
