# cluster.t.sh - tests/broker/kafka: what it starts it ends, also when the start fails.
# exclusive
# shellcheck source=lib.sh disable=SC2317 # functions called by name
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
like "$err" 'Address already in use' 'and shows the end of the log'
ok 'no process is left of it' alone "$work/third"
run kafka start --version 0.1 "$work/third"
is "$status" 1 'an unknown version fails'
like "$err" '3\.9\.1 4\.3\.1' 'and the known ones are named'

# --- stop ---
ok 'stop' kafka stop "$other"
ok 'no process is left' alone "$other"
ok 'stopping twice is fine' kafka stop "$other"
is "$(find "$other" -name data)" '' 'nor any data'

done_testing
