#!/bin/sh
# unit.sh - builds and runs the unit tests of layers, up to the first that fails. Exit 125: could not build.
# usage: tests/mutants/unit.sh LAYER...
set -u

programs=$(for layer in "$@"; do ls tests/unit/"$layer"/test_*.c; done | sed 's|.*/|build/asan/unit/|; s|\.c$||')
echo "$programs" | xargs "${MAKE:-make}" -s -j2 VARIANT=asan || exit 125
for program in $programs; do
    "$program" || exit 1
done
