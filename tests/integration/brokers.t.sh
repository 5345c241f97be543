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

kt topics init m.yaml
is "$status" 0 'three brokers: topics of three replicas' || bail_out "$err"
kt topics init four.yaml
is "$status" 1 'four replicas on three brokers are refused'
like "$out$err" 'replication factor of 4 cannot be reached|only 3 broker' "with the broker's reason"
kt topics list "${prefix}four"
is "$status" 1 'and nothing was created'

kafka kill "$KT_DIR" 3
ok 'the cluster sees that a broker is gone' kafka await "$KT_DIR" 2
under() {
    kt topics list "$prefix*" --under-replicated -o tsv
    [ "$(grep -c "^$prefix" "$work/out")" = 2 ]
}
ok 'list shows both topics as under-replicated' wait_for 30 under
kt topics list "$prefix*" --under-min-isr -o tsv
unlike "$out" "^$prefix" 'none is under min ISR'
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
