#!/usr/bin/env bash
# add_command_test.sh BUILD - follows README's "Add a command in five minutes" in a copy of the tree, with the code
# and the shell lines that stand there. BUILD: build/<variant>, copied too, so that only what is new is compiled.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
build=${1:?usage: add_command_test.sh BUILD}
scrap=$(mktemp -d "${TMPDIR:-/tmp}/ktool-add.XXXXXX")
trap 'rm -rf "$scrap"' EXIT
n=0 status=0

check() { # check NAME COMMAND...: its output is shown when it fails
    local name=$1 out
    shift
    n=$((n + 1))
    if out=$("$@" 2>&1); then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        sed 's/^/# /' <<<"$out" | tail -n 30
        status=1
    fi
}

# block LANGUAGE: the first such code block of the section.
block() {
    awk -v fence="\`\`\`$1" '
        /^## / { section = $0 == "## Add a command in five minutes" }
        section && $0 == "```" && inside { exit }
        inside { print }
        section && $0 == fence { inside = 1 }' README.md
}

# The flags of the folder's variant; other ones would compile everything again, or not link.
tag=$(basename "$build")
variant=${tag%%-*}
flags=(VARIANT="$variant" B="build/$tag")
case $tag in *-clang) flags+=(CC=clang) ;; esac

copy() {
    git ls-files -z --cached --others --exclude-standard |
        while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done |
        tar --null -T - -cf - | tar -xf - -C "$scrap"
    mkdir -p "$scrap/build/$tag"
    [ ! -d "$build" ] || cp -a "$build/obj" "$build"/lib*.a "$scrap/build/$tag"
}

add_to_table() {
    sed -i 's/^\( *X(topics_list)\)  *\(\\\)$/&\n    X(topics_count) \2/' cmd/table.c
    grep -q 'X(topics_count)' cmd/table.c
}

golden() { # README's lines; the make in them shall use this build
    make() { command make "${flags[@]}" "$@"; }
    unset CI
    set -e
    eval "$(block sh)"
}

generated() {
    tests/gen.sh "$fake" && grep -q "topics count" packaging/ktool.1 && grep -q "topics count" README.md
}

says() { # says TEXT COMMAND...
    local text=$1
    shift
    "$@" | grep -F -- "$text" || { echo "does not say: $text"; return 1; }
}

echo 1..8
copy
cd "$scrap" || exit 2
block c >cmd/topics_count.c
check "README has the code" test -s cmd/topics_count.c
check "one word in the table" add_to_table
check "it builds" make "${flags[@]}" "build/$tag/ktool-fake"
fake=build/$tag/ktool-fake
check "the golden case is written" golden
check "and says what is there" says '"partitions": 5' cat tests/golden/topics/count/stdout
check "help knows it" says 'count topics and partitions' "$fake" help topics
check "its own help has its option" says '--internal' "$fake" help topics count
check "make gen puts it into the man page" generated
exit $status
