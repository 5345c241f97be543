#!/bin/sh
# contract_test.sh - every implementation of cluster.h gives the answers of contract/expected.txt.
# KT_BROKERS=HOST:PORT contract_test.sh BINARY...   BINARY: build/*/contract-kafka, build/*/contract-fake
set -eu
expected=$(dirname "$0")/contract/expected.txt
scrap=$(mktemp -d)
trap 'rm -rf "$scrap"' EXIT

[ $# -gt 0 ] || { echo "usage: KT_BROKERS=HOST:PORT contract_test.sh BINARY..." >&2; exit 2; }
echo "1..$#"
n=0
status=0
for binary; do
    n=$((n + 1))
    result=ok
    "$binary" "contract-$$-$n." >"$scrap/answers" 2>"$scrap/stderr" || result="not ok"
    diff -u "$expected" "$scrap/answers" >"$scrap/diff" || result="not ok"
    [ ! -s "$scrap/stderr" ] || result="not ok"
    echo "$result $n - $binary"
    [ "$result" = ok ] || { status=1; sed 's/^/# /' "$scrap/diff" "$scrap/stderr"; }
done
exit $status
