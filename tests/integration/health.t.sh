#!/usr/bin/env bash
# health.t.sh - six times a broker is killed, stopped or comes back while `cluster health` and `topics list` run in a
# loop: the verdict is right within 5 s, nothing crashes, nothing hangs. The judges of "right" are kcat and we, who did it.
# exclusive
# nodes 3
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1
timeout_s=4

cat >m.yaml <<END
version: 1
prefix: $prefix
defaults: { partitions: 6, replicationFactor: 3, retention: 7d, config: { min.insync.replicas: 2 } }
topics: { one: {}, two: {} }
END
kt topics init m.yaml
is "$status" 0 'topics of three replicas' || bail_out "$err"

# well: what kcat shows has three brokers, full ISRs, and every partition led by its first replica.
well() {
    kcat -b "$KT_BROKERS" -L -m 2 2>/dev/null | awk '
        / 3 brokers:/ {brokers = 1}
        / partition / {
            gsub(/[:,]* (leader|replicas:|isrs:) /, "|")
            split($0, part, "|")
            n = split(part[3], replica, ",")
            if (part[2] != replica[1] || split(part[4], isr, ",") != n) ill = 1
            seen = 1
        }
        END {exit !(brokers && seen && !ill)}'
}
elect() {
    well && return
    apache elect --bootstrap-server "$KT_BROKERS" --election-type preferred --all-topic-partitions >"$work/elect" 2>&1
    well
}
healed() { wait_for 90 elect; }

# verdict WORD [ERE]: `cluster health` says so, and its reasons match.
verdict() {
    kt cluster health --timeout "${timeout_s}s" -o tsv -v
    case $1 in
    healthy) [ "$status" = 0 ] ;;
    *) [ "$status" = 3 ] && grep -qE "^$1.*$2" "$work/out" ;;
    esac
}

# The loop: until told to stop, and 200 runs at least. Each leaves "NUMBER STATUS MS WORDS" in runs.
loop() {
    local n=0 began ended result
    local -a words
    while [ ! -e stop ] || [ $n -lt 200 ]; do
        n=$((n + 1))
        if ((n % 2)); then words=(cluster health); else words=(topics list "$prefix*"); fi
        began=${EPOCHREALTIME/./} result=0
        timeout 60 "$KT_BIN" -b "$KT_BROKERS" "${words[@]}" --timeout "${timeout_s}s" >run.out 2>run.err || result=$?
        ended=${EPOCHREALTIME/./}
        echo "$n $result $(((ended - began) / 1000)) ${words[*]}" >>runs
        if [ $result -gt 3 ]; then cp run.err "crash.$n"; fi
    done
}

ok 'all is well to begin with' healed || bail_out "$(cat elect)"
kt cluster health -m m.yaml
is "$status" 0 'and health says so' || diag "$out$err"
like "$out" '^healthy: 3 brokers' 'in a word'
kt cluster health -o json
topics=$(kcat -b "$KT_BROKERS" -L 2>/dev/null | sed -n 's/^ \([0-9]*\) topics:/\1/p')
like "$out" "\"topics\": $topics\\b" 'it counts the topics that kcat counts'

loop &
looping=$!
kafka kill "$KT_DIR" 3
ok 'killed: degraded within 5 s, because of broker 3' wait_for 5 verdict degraded '\b3\b' || diag "$out$err"
kafka restart-node "$KT_DIR" 3
ok 'it comes back' healed || diag "$(cat elect)"
ok 'healthy within 5 s' wait_for 5 verdict healthy || diag "$out$err"
kafka pause "$KT_DIR" 2
ok 'stopped: degraded within 5 s, because of broker 2' wait_for 5 verdict degraded '\b2\b' || diag "$out$err"
kafka resume "$KT_DIR" 2
ok 'it goes on' healed || diag "$(cat elect)"
ok 'healthy within 5 s' wait_for 5 verdict healthy || diag "$out$err"
kafka kill "$KT_DIR" 1
ok 'the first of the list killed: degraded within 5 s' wait_for 5 verdict degraded '\b1\b' || diag "$out$err"
"$KT_BIN" -b "$KT_BROKERS" cluster health --wait 120s >waited 2>waited.err &
waiting=$!
kafka restart-node "$KT_DIR" 1
ok 'it comes back' healed || diag "$(cat elect)"
ok 'healthy within 5 s' wait_for 5 verdict healthy || diag "$out$err"
result=0
wait $waiting || result=$?
is $result 0 '--wait ends when all is well' || diag "$(cat waited waited.err)"
like "$(cat waited)" '^healthy' 'and says so'
: >stop
wait $looping
is "$(awk '$2 != 0 && $2 != 1 && $2 != 3' runs)" '' 'no run crashed or hung' || diag "$(cat crash.* 2>/dev/null)"
is "$(awk '$4 == "topics" && $2 != 0' runs)" '' 'topics list always answered'
# A second above the timeout is promised; one more is this machine's, where a dozen JVMs start meanwhile.
is "$(awk -v most=$(((timeout_s + 2) * 1000)) '$3 > most' runs)" '' 'every run ended in time'
ok "200 runs at least ($(wc -l <runs))" [ "$(wc -l <runs)" -ge 200 ]

# Two down: no quorum, no leaders. All stopped: no answer at all.
for node in 1 2 3; do kafka pause "$KT_DIR" $node; done
for limit in --timeout --wait; do
    began=${EPOCHREALTIME/./}
    kt cluster health $limit 3s
    took=$(((${EPOCHREALTIME/./} - began) / 1000))
    is "$status" 1 "nobody answers: that is no verdict but a failure, with $limit"
    is "$out" '' 'without one'
    like "$err" "^ktool: cannot reach .* within 3s: " 'that says so'
    is "$(grep -c '^ktool: ' <<<"$err")" 1 'once'
    ok "in time ($took ms)" [ $took -le 4000 ]
done
for node in 1 2 3; do kafka resume "$KT_DIR" $node; done
ok 'they go on' healed || diag "$(cat elect)"
ok 'and all is well' wait_for 5 verdict healthy || diag "$out$err"
done_testing
