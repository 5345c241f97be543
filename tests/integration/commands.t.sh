#!/usr/bin/env bash
# commands.t.sh - list, describe, create, alter, export and delete on a live cluster.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

# create
kt topics create "${prefix}t" -p 3 -r 1 -c retention.ms=30d -c cleanup.policy=compact,delete
is "$status" 0 'create creates' || diag "$err"
kt topics create "${prefix}t" -p 3 -r 1 -c retention.ms=30d -c cleanup.policy=delete,compact
is "$status" 0 'the same again is fine, whatever the order of the policy'
like "$out" '^0 changes' 'with 0 changes'
kt topics create "${prefix}t" -p 4
is "$status" 1 'one that differs is refused'
like "$err" 'topics alter' 'and told how to change it'
kt topics alter "${prefix}nosuch" -p 4
is "$status" 1 'alter of a missing topic is refused'
kt topics list "${prefix}nosuch"
is "$status" 1 'and creates nothing'
kt topics create "${prefix}defaults"
is "$status" 0 "create with the broker's defaults"

# describe, with records
printf '%s\n' a b c d e | kcat -P -b "$KT_BROKERS" -t "${prefix}t" -p 1 -k key
kt topics describe "${prefix}t" "${prefix}nosuch" -o json
is "$status" 1 'describe of an unknown topic fails'
like "$out" "\"topic\": \"${prefix}t\".*\"records\": 5" 'after showing the others'
like "$err" "no topic '${prefix}nosuch'" 'and names it'
like "$out" '"partition": 1, .*"log_start": 0, "high_watermark": 5, "records": 5' 'offsets of a partition'
like "$out" '"key": "retention.ms", "value": "2592000000", "source": "DYNAMIC_TOPIC_CONFIG"' 'overrides with source'
unlike "$out" 'segment.bytes' 'no inherited settings'
kt topics describe "${prefix}t" --all-configs
like "$out" 'segment.bytes +1073741824 \(1GiB\) +DEFAULT_CONFIG' 'all of them with --all-configs'
cat >m.yaml <<END
version: 1
prefix: $prefix
topics: { t: { key: /id, groups: [readers, writers] }, "u.{x}": { groups: [others] } }
END
kt topics describe "${prefix}t" -m m.yaml
like "$out" "${prefix}t +3 +1 +5 +ok +/id +readers,writers" 'key and groups from a manifest'

# list
kt topics list "$prefix*"
like "$out" "^${prefix}t +3 +1 +30d +compact,delete +ok$" 'list shows a topic'
kt topics list --internal -o tsv
is "$status" 0 'internal topics can be asked for'
kt topics list "$prefix*" --offline -o json
like "$out" '"topics": \[\]' 'a filter that nothing passes'
kt topic ls "${prefix}t"
is "$status" 0 'singular noun and ls are accepted'

# export: the plan of what it writes is empty, always
kt topics create "${prefix}odd" -p 1 -r 1 -c 'leader.replication.throttled.replicas=*' -c min.cleanable.dirty.ratio=0.25 \
    -c preallocate=true -c compression.type=zstd -c retention.ms=-1 -c retention.bytes=-1 \
    -c follower.replication.throttled.replicas=0:1
is "$status" 0 'a topic with settings that need quotes' || diag "$err"
kt topics create "${prefix}odd_twin" -p 1 -r 1
# In one call the broker takes both of a pair that collides.
apache topics --bootstrap-server "$KT_BROKERS" --create --topic "${prefix}low.isr" --partitions 1 --replication-factor 1 \
    --config min.insync.replicas=2 >/dev/null
everywhere "${prefix}low.isr"
kt topics export "$prefix*"
is "$status" 0 'export works' || diag "$err"
cp "$work/out" export.yaml
like "$err" "left out: '${prefix}low.isr'.*min.insync.replicas" 'what no manifest may hold is left out and named'
kt topics plan export.yaml --check
is "$status" 0 'the plan of the export is empty' || diag "$out$err"
kt topics plan export.yaml --check --unset
is "$status" 0 'and leaves no override unnamed' || diag "$out$err"
like "$(cat export.yaml)" 'retention: unlimited' 'unlimited is written as such'
apache topics --bootstrap-server "$KT_BROKERS" --create --topic "__$prefix" --partitions 1 --replication-factor 1 \
    >/dev/null 2>&1
ok "every broker has heard of Apache's topics" everywhere "__$prefix"
kt topics export
like "$err" "Kafka's own: .*__$prefix" 'internal topics are left out and named' || diag "$err"

# delete
kt topics delete "${prefix}t"
is "$status" 0 'delete shows what would go'
like "$out" "${prefix}t +3 +5" 'with the records'
kt topics delete "${prefix}t" "${prefix}nosuch" --execute
is "$status" 1 'one unknown name'
kt topics list "${prefix}t"
is "$status" 0 'and nothing is deleted'
kt topics delete __consumer_offsets --execute
is "$status" 1 "Kafka's own topics never"
kt topics delete "$prefix*" --execute
is "$status" 2 'patterns are refused'
kt topics delete "${prefix}t" --execute
is "$status" 0 'with --execute it deletes' || diag "$err"
kt topics list "${prefix}t"
is "$status" 1 'and it is gone'
done_testing
