#!/bin/bash
# layers.t - the layers stay apart.
exec tests/layers.sh "$KT_BUILD"
