#!/usr/bin/env bash
# many.t.sh - many topics: requests do not grow with their number, and a thousand topics of twelve partitions work.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

manifest() { # manifest COUNT PARTITIONS
    echo "version: 1"
    echo "prefix: $prefix$1."
    echo "defaults: { partitions: $2, replicationFactor: 1, retention: 7d }"
    echo "topics:"
    local i
    for ((i = 0; i < $1; i++)); do printf '  t-%04d: {}\n' "$i"; done
}

drop() { # drop COUNT: deletes the topics of that manifest
    local names
    mapfile -t names < <(sed -n "s/^  \(t-[0-9]*\):.*/$prefix$1.\1/p" "$1.yaml")
    kt topics delete "${names[@]}" --execute
}

for n in 12 100 400; do
    manifest $n 1 >$n.yaml
    kt topics init $n.yaml
    is "$status" 0 "$n topics in one init" || diag "$err"
    wired -- topics plan $n.yaml --check
    is "$status" 0 "the plan of $n topics is empty"
    is "$(requests DescribeConfigs)" 1 "$n topics are described by one request"
    # One is ours; librdkafka asks for itself when it meets a broker, and the newest meets one twice.
    ok "and listed by a number that does not depend on them" [ "$(requests Metadata)" -le $((3 + KT_NODES)) ]
    drop $n
    is "$status" 0 "$n topics are deleted in one run" || diag "$err"
done

# Two chunks: above 10,000 partitions or records Kafka refuses a call whole.
manifest 1000 12 >1000.yaml
wired -- topics init 1000.yaml --ready-timeout 5m
is "$status" 0 'a thousand topics of twelve partitions' || diag "$err"
like "$out" '^1000 changes done: 1000 topics created' 'all of them'
is "$(writes)" 2 'in two writes'
kt topics list "${prefix}1000.*" -o tsv
is "$(awk -F'\t' '$2 == 12' "$work/out" | wc -l)" 1000 'each has its twelve'
wired -- topics init 1000.yaml
is "$status $(writes)" '0 0' 'the second run sends nothing'
drop 1000
is "$status" 0 'and they are deleted again' || diag "$err"
done_testing
