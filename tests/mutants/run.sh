#!/bin/sh
# run.sh - breaks one line at a time and expects the tests to notice. Prints TAP.
# usage: tests/mutants/run.sh [SUITE...]
# A suite is a folder: `command` builds and runs its tests (exit 125: could not build), and each
# NAME.patch is a one-line break, which begins with a line that says what is broken.
set -u

cd "$(dirname "$0")/../.." || exit 1
if test $# -eq 0; then
    for folder in tests/mutants/*/; do
        set -- "$@" "$(basename "$folder")"
    done
fi
# A make that called us must not hand its own variables on.
unset MAKEFLAGS MFLAGS MAKELEVEL DEVELOPER CC CFLAGS CPPFLAGS LDFLAGS RDKAFKA VARIANT
export MAKE="${MAKE:-make}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
log=$scratch/log
count=0
failed=0

answer() { # ok|"not ok" DESCRIPTION
    count=$((count + 1))
    echo "$1 $count - $2"
    test "$1" = ok && return
    failed=$((failed + 1))
    tail -n 20 "$log" | sed 's/^/# /'
}

run_suite() { # in the copy; 125: could not build
    (cd "$scratch/tree" && sh "tests/mutants/$1/command") >"$log" 2>&1
}

mutant() { # SUITE PATCH
    name="$1: $(basename "$2" .patch): $(sed -n 1p "$2")"
    if ! (cd "$scratch/tree" && patch -s -p1 -F0) <"$2" >"$log" 2>&1; then
        answer 'not ok' "$name: the patch no longer applies"
        return
    fi
    run_suite "$1"
    case $? in
    0) answer 'not ok' "$name: nobody noticed" ;;
    125) answer 'not ok' "$name: does not build" ;;
    *) answer ok "$name" ;;
    esac
    (cd "$scratch/tree" && patch -s -p1 -R) <"$2"
}

for tool in patch tar; do
    if ! command -v "$tool" >/dev/null; then
        echo "Bail out! missing: $tool (apt-get install $tool)"
        exit 1
    fi
done
mkdir "$scratch/tree"
tar cf - --exclude ./build --exclude ./.git . | tar xf - -C "$scratch/tree"
for suite in "$@"; do
    if ! run_suite "$suite"; then
        answer 'not ok' "$suite: the tests fail without any break"
        continue
    fi
    for file in tests/mutants/"$suite"/*.patch; do
        mutant "$suite" "$file"
    done
done
echo "1..$count"
test "$failed" -eq 0
