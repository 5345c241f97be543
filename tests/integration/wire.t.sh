#!/usr/bin/env bash
# wire.t.sh - the proxy itself, with kcat, Apache's tools and bytes by hand as its clients.
# shellcheck source=lib.sh disable=SC2317 # functions called by name
. "$(dirname "$0")/lib.sh"

behind=$(kafka wire-brokers "$KT_DIR")
one=${prefix}one

log() { cut -d' ' -f2- "$work/wire"; }
topic_exists() { kcat -b "$KT_BROKERS" -L -J | grep -qF "\"topic\":\"$1\""; }
topic_absent() { ! topic_exists "$1"; }

# --- it relays, names and counts ---
behind_wire -- kcat -b "$behind" -L
is "$status" 0 'kcat reads metadata through the proxy'
like "$out" "at ${behind%%,*}" 'the broker advertises the proxy'
like "$(log)" '^Metadata v[0-9]+ read$' 'metadata is a read'
is "$(writes)" 0 'metadata is no write'

behind_wire -- "$root/tests/broker/apache" "$KT_VERSION_KAFKA" topics --bootstrap-server "$behind" \
    --create --topic "$one" --partitions 2
is "$status" 0 'a topic is created through the proxy'
is "$(writes)" 1 'that is one write'
like "$(log)" '^CreateTopics v[0-9]+ write$' 'of its name'
ok 'and it is there' wait_for 10 topic_exists "$one"

# kcat sends 100 records of 100 kB: many frames, larger than a read
head -c 7500000 /dev/urandom | base64 -w 99999 >"$work/records"
behind_wire -- kcat -b "$behind" -P -t "$one" -p 0 -X linger.ms=0 -l "$work/records"
is "$status" 0 'large records go through'
like "$(log)" '^Produce v[0-9]+ write$' 'as writes'
behind_wire -- kcat -b "$behind" -C -t "$one" -p 0 -o beginning -e -q
same "$work/out" "$work/records" 'and come back, byte for byte'

# --- what only validates is a check ---
# say BYTES [WIRE OPTION VALUE]: to the first broker behind the proxy; waits for the size of its answer.
port=${behind%%,*}
port=${port##*:}
say() {
    # shellcheck disable=SC2016 # expanded by the inner shell
    behind_wire "${@:2}" -- timeout 10 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"; printf "$2" >&3; head -c 4 <&3 | wc -c' \
        say "$port" "$1"
}
# CreateTopics without topics: version 4, then 5 with its tag buffers; the byte of validate_only is last
say '\0\0\0\023\0\023\0\004\0\0\0\1\377\377\0\0\0\0\0\0\4\0\1'
is "$(log)" 'CreateTopics v4 check' 'CreateTopics v4 with validate_only is a check'
is "$out" 4 'and the broker answers it'
say '\0\0\0\023\0\023\0\004\0\0\0\1\377\377\0\0\0\0\0\0\4\0\1' --before 1
is "$status" 0 'nothing is struck for a check'
say '\0\0\0\023\0\023\0\004\0\0\0\1\377\377\0\0\0\0\0\0\4\0\0'
is "$(log)" 'CreateTopics v4 write' 'without it, a write'
say '\0\0\0\022\0\023\0\005\0\0\0\1\377\377\0\1\0\0\4\0\1\0'
is "$(log)" 'CreateTopics v5 check' 'CreateTopics v5 with validate_only is a check'
say '\0\0\0\022\0\023\0\005\0\0\0\1\377\377\0\1\0\0\4\0\0\0'
is "$(log)" 'CreateTopics v5 write' 'without it, a write'
say '\0\0\0\017\0\054\0\0\0\0\0\1\377\377\0\0\0\0\1'
is "$(log)" 'IncrementalAlterConfigs v0 check' 'IncrementalAlterConfigs v0 with validate_only is a check'
say '\0\0\0\017\0\041\0\0\0\0\0\1\377\377\0\0\0\0\0'
is "$(log)" 'AlterConfigs v0 write' 'AlterConfigs v0 without it is a write'
say 'GET / HTTP/1.1\r\n\r\n'
is "$out$(log)" 0 'what is not Kafka is cut off, and not logged'

# --- the status is the command's ---
behind_wire -- sh -c 'exit 7'
is "$status" 7 'the exit status is the command'\''s'
# shellcheck disable=SC2016 # expanded by the inner shell
behind_wire -- sh -c 'kill -TERM $$'
is "$status" 143 'a signal counts 128'
# shellcheck disable=SC2016
behind_wire -- timeout 10 sh -c 'trap "exit 9" TERM; kill -TERM $(ps -o ppid= -p $PPID); sleep 5'
is "$status" 9 'a signal to the proxy is handed on'
behind_wire -- /nonexistent
is "$status" 127 'no such command: 127'
behind_wire --befor 1 -- true
is "$status" 125 'an unknown option: 125'
behind_wire --before 0 -- true
is "$status" 125 'writes count from one'
like "$err" "--before '0'" 'and the message names it'

# --- it strikes ---
create() {
    local option=$1 name=$prefix$2
    behind_wire "$option" 1 -- "$root/tests/broker/apache" "$KT_VERSION_KAFKA" topics \
        --bootstrap-server "$behind" --create --topic "$name" --partitions 1
}
create --before before
is "$status" 137 '--before kills'
like "$(cat "$work/wire")" '^# killed before write 1$' 'and says so'
ok 'the write did not arrive' topic_absent "${prefix}before"
create --after after
is "$status" 137 '--after kills'
ok 'the write did arrive' wait_for 10 topic_exists "${prefix}after"
create --cut-before cut-before
is "$status" 0 '--cut-before cuts once: the client tries again and succeeds'
is "$(writes)" 2 'with a second write'
ok 'which arrived' wait_for 10 topic_exists "${prefix}cut-before"
create --cut-after cut-after
like "$(cat "$work/out" "$work/err")" 'already exists' '--cut-after: the first try had arrived'

done_testing
