#!/usr/bin/env bash
# contract.t.sh - real Kafka gives the answers that the fake cluster gives.
. "$(dirname "$0")/lib.sh"
exec "$root/tests/contract_test.sh" "$(dirname "$KT_BIN")/contract-kafka"
