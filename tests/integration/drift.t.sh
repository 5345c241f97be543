#!/usr/bin/env bash
# drift.t.sh - every kind of change that Apache's tools can make is seen by plan with old and new value and
# source, answered by --check, repaired by init where the rules allow, and refused before any write where they
# do not.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

cat >m.yaml <<END
version: 1
prefix: $prefix
defaults: { partitions: 3, replicationFactor: 1, retention: 7d }
topics:
  a-added:   {}
  b-changed: {}
  c-removed: { config: { max.message.bytes: 2MB } }
  d-grown:   {}
  e-deleted: {}
  f-keyed:   { key: /id }
  g-records: {}
  h-policy:  {}
  i-bytes:   {}
END
kt topics init m.yaml
is "$status" 0 'nine topics are there' || bail_out "$err"

# All of Apache's changes, one JVM each.
apache configs --bootstrap-server "$KT_BROKERS" --alter --entity-type topics --entity-name "${prefix}a-added" \
    --add-config segment.ms=3600000 >/dev/null
apache configs --bootstrap-server "$KT_BROKERS" --alter --entity-type topics --entity-name "${prefix}b-changed" \
    --add-config retention.ms=1209600000 >/dev/null
apache configs --bootstrap-server "$KT_BROKERS" --alter --entity-type topics --entity-name "${prefix}c-removed" \
    --delete-config max.message.bytes >/dev/null
apache topics --bootstrap-server "$KT_BROKERS" --alter --topic "${prefix}d-grown" --partitions 5 >/dev/null
apache topics --bootstrap-server "$KT_BROKERS" --delete --topic "${prefix}e-deleted" >/dev/null
apache topics --bootstrap-server "$KT_BROKERS" --create --topic "${prefix}z-foreign" --partitions 1 \
    --replication-factor 1 >/dev/null
ok "every broker has heard of Apache's changes" everywhere "${prefix}z-foreign"

kt cluster health -m m.yaml
is "$status" 3 'health answers no'
like "$out" '^9 declared topics: 5 healthy, 1 missing, 3 drifted$' 'and counts what is missing and what has drifted'
like "$out" "^unhealthy +1 declared topic is missing: ${prefix}e-deleted\$" 'with the name of what is missing'
like "$out" "^degraded +3 topics are not as declared: ${prefix}b-changed, ${prefix}c-removed, ${prefix}d-grown\$" 'and of what has drifted'
kt topics plan m.yaml --check
is "$status" 3 '--check answers no'
like "$out" "^${prefix}a-added +segment.ms +1h$" 'an added override is listed as unmanaged'
like "$out" "^${prefix}b-changed +retention.ms +14d +7d +DYNAMIC_TOPIC_CONFIG" \
    'a changed one with old and new value and source'
like "$out" "^${prefix}c-removed +max.message.bytes +1048588 +2MB +DEFAULT_CONFIG" \
    'a removed one with the inherited value and its source'
like "$out" "^${prefix}d-grown +partitions +5 +3 .*refused +Kafka cannot take partitions away" 'a grown topic is refused'
like "$out" "^${prefix}e-deleted +3 +1 +retention.ms=7d" 'a deleted one would be created'
like "$out" "not declared.*${prefix}z-foreign|not declared.*\.\.\." 'the foreign one is counted'
kt topics plan m.yaml -o json
like "$out" "\"topic\": \"${prefix}z-foreign\"" 'and named for programs'
unlike "$out" min.insync.replicas 'a default of the cluster is no override'

wired -- topics init m.yaml
is "$status" 1 'init refuses'
is "$(writes)" 0 'before any write'
kt topics list "$prefix*" -o tsv
unlike "$out" e-deleted 'nothing of the rest was done'

sed -i 's/d-grown: .*/d-grown:   { partitions: 5 }/' m.yaml
kt topics init m.yaml
is "$status" 0 'with the partitions declared, init repairs' || diag "$err"
like "$out" '^3 changes done: 1 topic created, 0 grown, 2 settings changed' 'all the rest'
kt topics plan m.yaml --check
is "$status" 0 'the overrides that are left count for nothing'
kt topics plan m.yaml --check --strict
is "$status" 3 'but with --strict'
kt topics init m.yaml --unset
like "$out" '^1 change done: 0 topics created, 0 grown, 1 setting changed' '--unset takes the added one away'

# Careful changes: on empty topics they are free, on records they need their word.
printf 'k%d:v\n' $(seq 100) | kcat -P -b "$KT_BROKERS" -K: -t "${prefix}g-records" -X topic.message.timestamp=1 2>/dev/null ||
    printf 'k%d:v\n' $(seq 100) | kcat -P -b "$KT_BROKERS" -K: -t "${prefix}g-records"
printf 'v%d\n' $(seq 50) | kcat -P -b "$KT_BROKERS" -t "${prefix}h-policy"
printf 'v%d\n' $(seq 50) | kcat -P -b "$KT_BROKERS" -t "${prefix}i-bytes"

kt topics alter "${prefix}f-keyed" -p 6
is "$status" 0 'a topic of which nobody says that it is keyed grows'
sed -i 's/f-keyed: .*/f-keyed:   { key: \/id, partitions: 8 }/' m.yaml
kt topics init m.yaml
is "$status" 1 'a keyed one does not'
like "$out" "${prefix}f-keyed +partitions +6 +8 .*refused .*--grow-keyed allows it" 'and the option is named'
kt topics init m.yaml --grow-keyed
is "$status" 0 '--grow-keyed allows it' || diag "$err"

kt topics alter "${prefix}h-policy" -c cleanup.policy=compact
is "$status" 1 'another cleanup policy on records is refused'
like "$out" '50 records.*--allow-loss allows it' 'with their number'
kt topics alter "${prefix}i-bytes" -c retention.bytes=1MB
is "$status" 1 'less retention.bytes on records is refused'
kt topics alter "${prefix}i-bytes" -c retention.bytes=1MB --allow-loss
is "$status" 0 '--allow-loss allows it' || diag "$err"
kt topics alter "${prefix}a-added" -c cleanup.policy=compact -c retention.bytes=1MB -c retention.ms=1h
is "$status" 0 'on an empty topic all of it is free' || diag "$err"
wait_until_old() { # until the hundred records are more than a second old
    kt topics alter "${prefix}g-records" -c retention.ms=1s --dry-run
    grep -q '100 records.*--allow-loss' "$work/out"
}
ok 'a shorter retention counts the records that become deletable' wait_for 20 wait_until_old
kt topics alter "${prefix}g-records" -c retention.ms=6d
is "$status" 0 'a shorter retention by which no record becomes deletable is free' || diag "$err"

# Another replication factor: named, refused, left with --keep-rf, and written for Apache's tool.
sed -i 's/i-bytes: .*/i-bytes:   { replicationFactor: 2 }/; s/g-records: .*/g-records: { retention: 6d }/; s/a-added: .*/a-added:   { retention: 1h }/' m.yaml
kt topics init m.yaml
is "$status" 1 'another replication factor is refused'
kt topics plan m.yaml --keep-rf --check
is "$status" 0 'left with --keep-rf, nothing else differs' || diag "$out"
like "$out" "${prefix}i-bytes +replication_factor +1 +2 .*left" 'it is still named'
kt topics plan m.yaml --reassignment r.json
if [ "$KT_NODES" = 3 ]; then
    is "$status" 0 'the reassignment is written' || diag "$err"
    like "$(cat r.json)" "\"topic\": ?\"${prefix}i-bytes\"" 'the reassignment names the topic'
    apache reassign --bootstrap-server "$KT_BROKERS" --execute --reassignment-json-file r.json >"$work/apache" 2>&1
    reassigned() {
        kt topics plan m.yaml --check
        [ "$status" = 0 ]
    }
    ok "Apache's tool carries the reassignment out, and the plan is empty" wait_for 90 reassigned ||
        diag "$(cat "$work/apache")"
else
    is "$status" 1 'a reassignment that needs more brokers than there are is refused'
    like "$err" 'broker' 'and says so'
fi

# The rules of names against the cluster; two calls, because in one call the broker takes both.
kt topics create "${prefix}under_score" -p 1 -r 1
is "$status" 0 'a name with an underscore'
kt topics create "${prefix}under.score" -p 1 -r 1
is "$status" 1 'its twin with a dot is refused'
like "$out" "alike, and there is .${prefix}under_score" 'naming the other'
done_testing
