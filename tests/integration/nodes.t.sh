#!/usr/bin/env bash
# nodes.t.sh - tests/broker/kafka: nodes that die, come back, and stall.
# exclusive
# nodes 3
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

brokers_seen() { kcat -b "$KT_BROKERS" -L | sed -n 's/^ \([0-9]*\) brokers:/\1/p'; }

ok 'three brokers' kafka await "$KT_DIR" 3
kafka kill "$KT_DIR" 2
ok 'a killed broker is given up' kafka await "$KT_DIR" 2
is "$(brokers_seen)" 2 'clients see two'
ok 'it comes back' kafka restart-node "$KT_DIR" 2
is "$(brokers_seen)" 3 'clients see three'
kafka pause "$KT_DIR" 1
ok 'a stalled broker is given up' kafka await "$KT_DIR" 2
kafka resume "$KT_DIR" 1
ok 'and taken back' kafka await "$KT_DIR" 3
run kafka kill "$KT_DIR" 4
is "$status" 1 'there is no fourth'

done_testing
