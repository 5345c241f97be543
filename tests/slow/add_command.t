#!/bin/bash
# add_command.t - README's "Add a command" is true.
exec tests/add_command_test.sh "${KT_BUILD:-build/asan}"
