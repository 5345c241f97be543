#!/bin/bash
# corpora.t - every input that fuzzing has kept, replayed.
echo "1..$(find tests/fuzz -maxdepth 1 -name 'fuzz_*.c' | wc -l)"
n=0 status=0
for target in tests/fuzz/fuzz_*.c; do
    name=$(basename "$target" .c)
    name=${name#fuzz_}
    n=$((n + 1))
    if "$KT_BUILD/fuzz/replay_$name" tests/fuzz/corpus/"$name"/* >&2; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name"
        status=1
    fi
done
exit $status
