#!/bin/bash
# generated.t - man page, completions and README's reference are those of the command table.
echo 1..1
if tests/gen.sh "$KT_BUILD/ktool-fake" --check >&2; then
    echo "ok 1 - generated files are up to date"
else
    echo "not ok 1 - generated files are stale: make gen"
    exit 1
fi
