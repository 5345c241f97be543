#!/usr/bin/env bash
# cluster.t.sh - tests/broker/kafka: what it starts it ends, also when the start fails.
# exclusive
# shellcheck source=lib.sh disable=SC2317,SC2009 # functions called by name; ps shows whole command lines
. "$(dirname "$0")/lib.sh"

other=$work/other
trap 'kafka stop "$other" 2>/dev/null; rm -rf "$work"' EXIT
alone() { ! ps -eo args= | grep -F "$1/node" | grep -qv grep; }
cluster_id() { kcat -b "$1" -L -X debug=metadata 2>&1 | sed -n 's/.*ClusterId: \([^ ,]*\).*/\1/p' | head -n 1; }

# --- a second cluster beside the first ---
run kafka start --version "$KT_VERSION_KAFKA" "$other"
is "$status" 0 'a second cluster starts beside the first'
brokers=$(kafka brokers "$other")
isnt=$(cluster_id "$KT_BROKERS")
like "$isnt" '^[A-Za-z0-9_-]{22}$' 'a cluster has an id'
unlike "$(cluster_id "$brokers")" "^$isnt\$" 'and each its own'

# --- a start that fails ---
run kafka start --version "$KT_VERSION_KAFKA" --port "${brokers##*:}" "$work/third"
is "$status" 1 'a start on taken ports fails'
like "$err" 'port [0-9]+ is taken' 'and says so'
ok 'no process is left of it' alone "$work/third"
run kafka start --version 0.1 "$work/third"
is "$status" 1 'an unknown version fails'
like "$err" '3\.9\.1 4\.3\.1' 'and the known ones are named'

mkdir "$work/bin"
printf '#!/bin/sh\necho no java today\nexit 1\n' >"$work/bin/java"
chmod +x "$work/bin/java"
run env PATH="$work/bin:$PATH" "$root/tests/broker/kafka" start --version "$KT_VERSION_KAFKA" "$work/third"
is "$status" 1 'a start whose broker dies fails'
like "$err" 'no java today' 'and shows the end of its log'
ok 'no process is left of it' alone "$work/third"

# --- stop ---
ok 'stop' kafka stop "$other"
ok 'no process is left' alone "$other"
ok 'stopping twice is fine' kafka stop "$other"
is "$(find "$other" -name data)" '' 'nor any data'

done_testing
