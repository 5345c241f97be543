#!/usr/bin/env bash
# contract.t.sh - real Kafka gives the answers that the fake cluster gives.
. "$(dirname "$0")/lib.sh"

export KT_PREFIX=$prefix
case $KT_VERSION_KAFKA in 3.9.*) export KT_LINE=3.9 ;; *) export KT_LINE='4.3 or newer' ;; esac

# What contract_groups.c wants: kcat stays as the member of a group, Apache's tool commits for another one.
topic=${prefix}committed
apache topics --bootstrap-server "$KT_BROKERS" --create --topic "$topic" --partitions 3 >"$work/log" 2>&1 ||
    bail_out "cannot make a topic: $(cat "$work/log")"
everywhere "$topic" || bail_out 'the topic does not show'
kcat -b "$KT_BROKERS" -G "${prefix}here" "$topic" >"$work/kcat" 2>&1 &
member=$!
trap 'kill $member 2>/dev/null; rm -rf "$work"' EXIT
printf '1\n2\n3\n' | kcat -b "$KT_BROKERS" -t "$topic" -p 0 -P -X acks=all || bail_out 'cannot write records'
printf '%s\n' "$topic,0,2" "$topic,1,0" >"$work/offsets"
apache groups --bootstrap-server "$KT_BROKERS" --group "${prefix}away" --reset-offsets --from-file "$work/offsets" \
    --execute >"$work/log" 2>&1 || bail_out "cannot commit: $(cat "$work/log")"

"$root/tests/contract_test.sh" "$(dirname "$KT_BIN")/contract-kafka"
