#!/bin/bash
# readme.t - the commands of README's migration table are there.
exec tests/readme_test.sh "$KT_BUILD/ktool-fake"
