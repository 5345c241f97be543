#!/bin/bash
# contract.t - the fake cluster answers as tests/contract/expected.txt says; integration holds real Kafka to it.
exec tests/contract_test.sh "$KT_BUILD/contract-fake"
