#!/usr/bin/env bash
# info.t.sh - cluster info against what Apache's tools and kcat say of the same cluster.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

kt topics create "${prefix}t" -p 5 -r 1
is "$status" 0 'a topic to be counted' || bail_out "$err"
everywhere "${prefix}t"
kt cluster info -o json
is "$status" 0 'cluster info' || bail_out "$err"
is "$err" '' 'without a word beside'
fact() { sed -n "s/^  \"$1\": \"\{0,1\}\([^\"]*\)\"\{0,1\},\$/\1/p" <<<"$out"; }

apache quorum --bootstrap-server "$KT_BROKERS" describe --status >quorum
is "$(fact cluster_id)" "$(awk '$1 == "ClusterId:" {print $2}' quorum)" 'the cluster id'
is "$(fact kraft)" true 'the kind of controller'
case $KT_VERSION_KAFKA in
3.9.*) line=3.9 ;;
4.3.*) line='4.3 or newer' ;;
*) line=unknown ;;
esac
is "$(fact kafka)" "$line" 'the line of Kafka'
like "$("$KT_BIN" --version)" "librdkafka $(fact library): $(fact features)\\)" 'library and features'

# Other suites make topics meanwhile, and all of them have partitions.
ok 'topics are counted' [ "$(fact topics)" -ge 1 ]
ok 'and partitions' [ "$(fact partitions)" -ge $(($(fact topics) + 4)) ]

# What kcat shows: "  broker 1 at 127.0.0.1:9092 (controller)".
kcat -b "$KT_BROKERS" -L | sed -n 's/^ *broker \([0-9]*\) at \([^ ]*\).*/\1 \2/p' | sort >wanted
kt cluster info -o tsv
awk -F '\t' 'NR > 1 {print $1, $2}' "$work/out" | sort >got
same got wanted 'the brokers and their addresses'
is "$(awk -F '\t' 'NR > 1 && !($7 == "true" && $5 > 0 && $5 < 10000)' "$work/out")" '' 'each answers, and in what time'
# Under KRaft a different one every time.
is "$(awk -F '\t' 'NR > 1 && $6 == "true"' "$work/out" | wc -l)" 1 'one stands for the controller'
done_testing
