#!/bin/bash
# completion.t - the completion scripts in real shells.
exec tests/completion_test.sh "$KT_BUILD/ktool-fake"
