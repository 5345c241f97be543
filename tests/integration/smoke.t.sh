#!/usr/bin/env bash
# smoke.t.sh - the shortest way through everything: does this pair of librdkafka and Kafka work at all?
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

cat >m.yaml <<END
version: 1
prefix: $prefix
topics:
  one: { partitions: 2, replicationFactor: 1, retention: 7d }
  two: { partitions: 3, replicationFactor: 1, config: { cleanup.policy: compact } }
END
run "$KT_BIN" version
is "$status" 0 'version works without a cluster'
kt topics init m.yaml
is "$status" 0 'init creates' || diag "$err"
like "$out" '^2 changes done: 2 topics created' 'two topics'
kt topics init m.yaml
like "$out" '^0 changes: 2 topics are as declared' 'the second run changes nothing'
kt topics alter "${prefix}one" -p 4 -c retention.ms=14d -c segment.ms=1d
is "$status" 0 'alter grows and sets' || diag "$err"
kt topics plan m.yaml --check
is "$status" 3 'plan sees drift'
like "$out" "${prefix}one +partitions +4 +2 .*refused" 'fewer partitions are refused'
sed -i 's/partitions: 2/partitions: 4/' m.yaml
kt topics init m.yaml
is "$status" 0 'init repairs' || diag "$out$err"
is "$(judge "$prefix" | sed "s/^$prefix//")" "$(printf '%s\n' \
    'one 4 1 retention.ms=604800000 segment.ms=86400000' 'two 3 1 cleanup.policy=compact')" \
    "Apache's tools agree, and the override that no manifest names is still there"
kt topics init m.yaml --unset
like "$out" '^1 change done' '--unset takes it away'
kt topics export "$prefix*"
cp "$work/out" export.yaml
kt topics plan export.yaml --check
is "$status" 0 'the plan of an export is empty'
kt topics describe "${prefix}one"
like "$out" "${prefix}one +3 " 'describe shows the last partition'
kt topics delete "${prefix}one" "${prefix}two" --execute
is "$status" 0 'delete deletes'
kt topics list "$prefix*"
unlike "$out" "$prefix" 'and they are gone'
done_testing
