#!/bin/bash
# golden.t - the whole command line against the fake cluster. KT_BUILD is the folder of the binaries.
exec tests/golden/run "$KT_BUILD/ktool-fake"
