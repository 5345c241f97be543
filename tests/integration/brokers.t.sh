#!/usr/bin/env bash
# brokers.t.sh - one of three brokers is down: what needs it is refused by the broker, what does not works.
# exclusive
# nodes 3
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

cat >m.yaml <<END
version: 1
prefix: $prefix
defaults: { partitions: 3, replicationFactor: 3, retention: 7d }
topics: { one: {}, two: { config: { min.insync.replicas: 2 } } }
END
sed 's/one: {}/one: {}, three: {}/' m.yaml >more.yaml
sed 's/replicationFactor: 3/replicationFactor: 4/; s/one:/four:/; s/, two: .*/ }/' m.yaml >four.yaml

# The whole cluster is judged below: what other suites left on one broker alone would be offline.
mapfile -t left < <("$KT_BIN" -b "$KT_BROKERS" topics list -o tsv | sed 1d | cut -f 1)
if [ ${#left[@]} -gt 0 ]; then
    kt topics delete "${left[@]}" --execute
    is "$status" 0 'what others left is deleted' || bail_out "$err"
fi
kt topics init m.yaml
is "$status" 0 'three brokers: topics of three replicas' || bail_out "$err"
kt topics init four.yaml
is "$status" 1 'four replicas on three brokers are refused'
like "$out$err" 'replication factor of 4 cannot be reached|only 3 broker' "with the broker's reason"
kt topics list "${prefix}four"
is "$status" 1 'and nothing was created'

kt topics create "single-$prefix" -p 3 -r 1
kt topics create "strict-$prefix" -p 1 -r 3 -c min.insync.replicas=3
is "$status" 0 'topics that cannot do without a broker' || bail_out "$err"

kafka kill "$KT_DIR" 3
ok 'the cluster sees that a broker is gone' kafka await "$KT_DIR" 2
under() {
    kt topics list "$prefix*" --under-replicated -o tsv
    [ "$(grep -c "^$prefix" "$work/out")" = 2 ]
}
ok 'list shows both topics as under-replicated' wait_for 30 under
kt topics list "$prefix*" --under-min-isr -o tsv
unlike "$out" "^$prefix" 'none is under min ISR'
ill() {
    kt cluster health -o tsv
    grep -q "offline.*single-$prefix" "$work/out" && grep -q under_min_isr "$work/out"
}
ok 'health sees it too' wait_for 30 ill
is "$status" 3 'that is no'
like "$out" "^unhealthy	offline	1	.*: single-$prefix-[0-2]	" 'a partition is offline: there are no other replicas'
like "$out" "^unhealthy	under_min_isr	.*strict-$prefix-0" 'one is under its min ISR'
like "$out" "^degraded	broker	1	1 broker is unreachable: 3	" 'the broker is named'
like "$out" "^degraded	under_replicated	.*${prefix}(one|two)-" 'and what lacks replicas'
kt cluster health --allow degraded -q
is "$status" 3 '--allow degraded is not enough'
kt topics delete "single-$prefix" "strict-$prefix" --execute
is "$status" 0 'they are deleted' || diag "$err"
healthier() {
    kt cluster health --allow degraded
    [ "$status" = 0 ]
}
ok 'without them the cluster is degraded only' wait_for 30 healthier
like "$out" '^degraded: 3 brokers' 'which --allow degraded takes'
kt topics init m.yaml
is "$status" 0 'an init with nothing to do works with a broker down' || diag "$err"
like "$out" '^0 changes: 2 topics are as declared' 'and the replication factor is no drift'
kt topics init more.yaml
is "$status" 0 'three replicas with one of three brokers fenced work' || diag "$out$err"
like "$out" '^1 change done' 'one topic is created'

kafka restart-node "$KT_DIR" 3
ok 'the broker comes back' kafka await "$KT_DIR" 3
well() {
    kt topics list "$prefix*" --under-replicated -o tsv
    [ "$(grep -c "^$prefix" "$work/out")" = 0 ]
}
ok 'and the topics are well again' wait_for 60 well
is "$(judge "$prefix" | sed "s/^$prefix//")" "$(printf '%s\n' 'one 3 3 retention.ms=604800000' \
    'three 3 3 retention.ms=604800000' 'two 3 3 min.insync.replicas=2 retention.ms=604800000')" "Apache's tools agree"
done_testing
