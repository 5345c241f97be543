#!/usr/bin/env bash
# failures.t.sh - no cluster, a cluster that goes away, a full or closed output, a read-only folder: one clear error
# each, in bounded time, and nothing half-written.
# exclusive
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

cat >m.yaml <<END
version: 1
prefix: $prefix
defaults: { partitions: 2, replicationFactor: 1, retention: 7d }
topics: { one: {}, two: {} }
END

# Nobody there. The bound is generous for a busy machine, but far from librdkafka's own minutes.
for command in 'topics list' 'topics plan m.yaml' 'topics init m.yaml' 'topics describe x' 'topics export' \
    'topics delete x --execute' 'topics create x' 'topics alter x -p 2'; do
    start=$SECONDS
    # shellcheck disable=SC2086 # a command is words
    run "$KT_BIN" -b 127.0.0.1:1 $command --timeout 1s
    is "$status" 1 "no brokers: $command fails"
    like "$err" '127\.0\.0\.1:1' 'the message says where'
    ok 'within its time' [ $((SECONDS - start)) -le 8 ]
done
run "$KT_BIN" -b 127.0.0.1:1 topics init m.yaml --wait 1s
is "$status" 1 '--wait bounds it too'

# Output that cannot be written: there has to be some.
kt topics create "${prefix}there" -p 1 -r 1
is "$status" 0 'a topic to show' || bail_out "$err"
run bash -c '"$0" -b "$1" topics list >/dev/full' "$KT_BIN" "$KT_BROKERS"
is "$status" 1 'a full output is a failure'
like "$err" 'No space left' 'that says so'
run bash -c '"$0" -b "$1" topics list >&-' "$KT_BIN" "$KT_BROKERS"
is "$status" 1 'so is a closed one'
run bash -c '"$0" -b "$1" topics list --internal | true; echo "${PIPESTATUS[0]}"' "$KT_BIN" "$KT_BROKERS"
like "$out" '^(0|141)$' 'a closed pipe ends quietly'
is "$err" '' 'without a word'

# A saved plan that cannot be saved: nobody may make files in /proc, root neither, and /dev/full is a full disk.
kt topics plan m.yaml --save-plan /proc/plan.json
is "$status" 1 'a plan that cannot be saved is a failure'
like "$err" '/proc' 'that names the file'
kt topics plan m.yaml --save-plan /dev/full
is "$status" 1 'a full disk too'
like "$err" 'No space left' 'which is said'

# A saved plan: bound to its cluster and to the state it was made on.
kt topics plan m.yaml --save-plan plan.json
is "$status" 0 'a plan is saved' || diag "$err"
kt topics create "${prefix}one" -p 1 -r 1
kt topics init --plan plan.json
is "$status" 1 'not applied when the state has moved'
like "$err" 'changed since the plan was saved' 'which is said'
kt topics delete "${prefix}one" --execute
sed 's/"cluster_id": *"[^"]*"/"cluster_id": "elsewhere"/' plan.json >elsewhere.json
kt topics init --plan elsewhere.json
is "$status" 1 'nor on another cluster'
like "$err" "cluster 'elsewhere'" 'which is named'
kt topics init --plan plan.json
is "$status" 0 'applied where it was made' || diag "$err"
kt topics init m.yaml
like "$out" '^0 changes: 2 topics' 'it made what the manifest says'

# A broker that goes away in the middle: bounded, and the next run goes on.
if [ "$KT_NODES" = 1 ]; then
    sed 's/two: {}/two: {}, three: {}/' m.yaml >more.yaml
    kafka pause "$KT_DIR" 1
    start=$SECONDS
    kt topics init more.yaml --wait 3s
    is "$status" 1 'a broker that hangs is given up'
    ok 'in bounded time' [ $((SECONDS - start)) -le 20 ]
    kafka resume "$KT_DIR" 1
    kt topics init more.yaml
    is "$status" 0 'and when it is back init goes on' || diag "$err"

    # A broker that starts later than ktool: the init container's case.
    sed 's/two: {}/two: {}, four: {}/' m.yaml >late.yaml
    kafka kill "$KT_DIR" 1
    "$KT_BIN" -b "$KT_BROKERS" topics init late.yaml --wait 90s >late.out 2>late.err &
    waiting=$!
    kafka restart-node "$KT_DIR" 1
    wait "$waiting"
    is $? 0 'init waits for a cluster that starts later' || diag "$(cat late.err)"
    like "$(cat late.out)" '1 topic created' 'and does its work'
fi
done_testing
