#!/bin/sh
# contract_test.sh - every implementation of cluster.h gives the answers of contract/expected.txt.
# [KT_BROKERS=HOST:PORT] [KT_PREFIX=P] [KT_LINE=L] contract_test.sh BINARY...
#   BINARY: build/*/contract-kafka, build/*/contract-fake. Of Kafka, KT_BROKERS says where; whoever calls has made
#   what contract/contract_groups.c wants under KT_PREFIX, and KT_LINE is the line of Kafka that runs there.
set -eu
template=$(dirname "$0")/contract/expected.txt
prefix=${KT_PREFIX:-contract-$$.}
scrap=$(mktemp -d)
trap 'rm -rf "$scrap"' EXIT

[ $# -gt 0 ] || { echo "usage: KT_BROKERS=HOST:PORT contract_test.sh BINARY..." >&2; exit 2; }
sed "s/@LINE@/${KT_LINE:-4.3 or newer}/" "$template" >"$scrap/expected"
cat >"$scrap/state.json" <<END
{"broker_config": {"num.io.threads": 2},
 "topics": {"${prefix}committed": {"partitions": 3, "records": [3, 0, 0]}},
 "groups": {"${prefix}here": {"members": 1},
            "${prefix}away": {"offsets": {"${prefix}committed": [2, 0, null]}}}}
END
echo "1..$#"
n=0
status=0
for binary; do
    n=$((n + 1))
    result=ok
    KTOOL_FAKE_STATE="$scrap/state.json" "$binary" "$prefix" >"$scrap/answers" 2>"$scrap/stderr" || result="not ok"
    diff -u "$scrap/expected" "$scrap/answers" >"$scrap/diff" || result="not ok"
    [ ! -s "$scrap/stderr" ] || result="not ok"
    echo "$result $n - $binary"
    [ "$result" = ok ] || { status=1; sed 's/^/# /' "$scrap/diff" "$scrap/stderr"; }
done
exit $status
