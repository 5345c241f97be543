#!/usr/bin/env bash
# lint.sh BUILD - formatting, static analysis, layers, headers that stand alone, spelling, scripts. TAP.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
build=${1:?usage: lint.sh BUILD}
mapfile -t c_files < <(git ls-files '*.c')
mapfile -t h_files < <(git ls-files '*.h')
mapfile -t scripts < <(git ls-files | xargs grep -lE '^#!.*\b(ba)?sh\b' 2>/dev/null)
mapfile -t product < <(git ls-files 'cmd/*.c' 'src/*.c')
flags=(-std=c11 -Iinclude -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 '-DKT_VERSION="0"' '-DKT_DATADIR="/"')
n=0 status=0

check() { # check NAME COMMAND...: its output is shown when it fails
    local name=$1 out
    shift
    n=$((n + 1))
    if out=$("$@" 2>&1); then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        sed 's/^/# /' <<<"$out" | head -n 60
        status=1
    fi
}

# Each header compiles on its own, with both compilers.
headers() {
    local bad=0 h cc
    for h in "${h_files[@]}"; do
        for cc in gcc clang; do
            $cc "${flags[@]}" -I"$(dirname "$h")" -Wall -Wextra -Wpedantic -Wno-pragma-once-outside-header \
                -Werror -fsyntax-only -x c -include "$h" - <<<'typedef int kt_lint;' || bad=1
        done
    done
    return $bad
}

# A function has at most 60 lines, a file at most 300; tests/long-functions names the exceptions.
sizes() {
    local bad=0 f lines
    for f in "${product[@]}"; do
        lines=$(wc -l <"$f")
        [ "$lines" -le 300 ] || { echo "$f: $lines lines"; bad=1; }
    done
    awk '/^[a-z].*\)$/ || /^[a-z].*[^;]$/ {if ($0 !~ /^(static )?const|^enum|^struct [a-z_]+$|=/) {start = FNR; name = $0}}
         /^}/ && start {if (FNR - start > 61) {print FILENAME ":" start ": " FNR - start " lines: " name; bad = 1} start = 0}
         END {exit bad}' "${product[@]}" || bad=1
    return $bad
}

# One core each; the results come in any order.
tidy() {
    printf '%s\n' "${product[@]}" |
        xargs -P 2 -I{} clang-tidy --quiet {} -- "${flags[@]}" 2>/dev/null
}

check "clang-format" clang-format --dry-run -Werror "${c_files[@]}" "${h_files[@]}"
check "headers stand alone" headers
check "files and functions are short" sizes
check "layers" tests/layers.sh "$build"
check "cppcheck" cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
    --suppress=missingIncludeSystem --suppress=preprocessorErrorDirective --error-exitcode=1 -j 2 -Iinclude '-DKT_VERSION="0"' "${product[@]}"
check "clang-tidy" tidy
check "codespell" codespell --quiet-level=3 --skip='.git,./build,*.sha256,./tests/fuzz/corpus,./tests/golden' \
    --ignore-words-list='writter,unsecure,isnt,lokal,platfrom,partitons,lsit,nd' .
check "shellcheck" shellcheck --severity=warning "${scripts[@]}"
check "man page" mandoc -Tlint -W warning packaging/ktool.1
echo "1..$n"
exit $status
