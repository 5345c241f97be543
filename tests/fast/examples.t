#!/bin/bash
# examples.t - every example of help runs.
exec tests/examples_test.sh "$KT_BUILD/ktool-fake"
