#!/usr/bin/env bash
# run.sh SECONDS [TARGET...] - fuzz each target for so long with clang's libFuzzer; a finding is written to
# tests/fuzz/corpus/TARGET and fails the run. TAP on stdout.
set -uo pipefail
cd "$(dirname "$0")/../.." || exit
seconds=${1:?usage: run.sh SECONDS [TARGET...]}
shift
build=build/fuzz
flags="-std=c11 -Iinclude -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all"
mkdir -p $build
if [ $# -eq 0 ]; then
    for f in tests/fuzz/fuzz_*.c; do
        f=$(basename "$f" .c)
        set -- "$@" "${f#fuzz_}"
    done
fi

fuzz() { # fuzz TARGET
    local layers sources=() l
    layers=$(sed -n '1s/.*link: \(.*\) \*\/.*/\1/p' "tests/fuzz/fuzz_$1.c")
    for l in $layers; do sources+=(src/"$l"/*.c); done
    # shellcheck disable=SC2086,SC2046 # flags are words
    clang $flags -fsanitize=fuzzer -o "$build/fuzz_$1" "tests/fuzz/fuzz_$1.c" "${sources[@]}" \
        $(pkg-config --cflags --libs yaml-0.1 jansson) -lm || return 1
    mkdir -p "$build/corpus/$1"
    "$build/fuzz_$1" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=8192 -verbosity=0 \
        -print_final_stats=1 -artifact_prefix="tests/fuzz/corpus/$1/" "$build/corpus/$1" "tests/fuzz/corpus/$1" \
        >"$build/$1.log" 2>&1
}

echo "1..$#"
n=0 status=0
for target; do
    n=$((n + 1))
    if fuzz "$target"; then
        echo "ok $n - $target: $(awk '/number_of_executed_units/ {print $2}' "$build/$target.log") inputs"
    else
        echo "not ok $n - $target"
        tail -n 30 "$build/$target.log" | sed 's/^/# /'
        status=1
    fi
done
exit $status
