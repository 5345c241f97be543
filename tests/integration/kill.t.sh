#!/usr/bin/env bash
# kill.t.sh - an init that creates, grows and alters, killed or cut right before and right after every write:
# the next one converges, and the one after that has nothing to do. Two at once make one set of topics.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

ground() { # what is there before: two topics to change
    cat >"$1.before.yaml" <<END
version: 1
prefix: $prefix$1.
defaults: { partitions: 2, replicationFactor: 1, retention: 7d }
topics: { grows: {}, alters: {}, both: {} }
END
    cat >"$1.yaml" <<END
version: 1
prefix: $prefix$1.
defaults: { partitions: 2, replicationFactor: 1, retention: 7d }
topics:
  grows:  { partitions: 4 }
  alters: { retention: 8d, config: { segment.ms: 1d } }
  both:   { partitions: 3, retention: 9d }
  new-1:  {}
  new-2:  { config: { cleanup.policy: compact } }
END
    kt topics init "$1.before.yaml"
    [ "$status" = 0 ] || bail_out "$err"
}

wanted() { # the lines that judge has to print
    printf '%s\n' "$1.alters 2 1 retention.ms=691200000 segment.ms=86400000" "$1.both 3 1 retention.ms=777600000" \
        "$1.grows 4 1 retention.ms=604800000" "$1.new-1 2 1 retention.ms=604800000" \
        "$1.new-2 2 1 cleanup.policy=compact retention.ms=604800000"
}

# How many writes an undisturbed run sends.
ground plain
wired -- topics init plain.yaml
is "$status" 0 'undisturbed it works' || diag "$err"
total=$(writes)
is "$total" 3 'and sends three writes: settings, growth, creation'

for ((n = 1; n <= total; n++)); do
    for how in before after cut-before cut-after; do
        run=$how-$n
        ground "$run"
        wired "--$how" "$n" -- topics init "$run.yaml" --ready-timeout 20s
        case $how in
        before | after) is "$status" 137 "$run: killed" || diag "$out$err" ;;
        *) like "$(cat "$work/wire")" '^# ' "$run: the connections were cut" ;;
        esac
        kt topics init "$run.yaml"
        is "$status" 0 "$run: the next init converges" || diag "$out$err"
        wired -- topics init "$run.yaml"
        is "$status $(writes)" '0 0' "$run: the one after sends nothing"
    done
done
judge "$prefix" | sed "s/^$prefix//" >judged
for run in plain {before,after,cut-before,cut-after}-{1,2,3}; do
    is "$(grep "^$run\\." judged)" "$(wanted "$run")" "$run: Apache's tools see what was declared"
done

# Interrupted by a signal while it waits.
ground signal
"$KT_BIN" -b 127.0.0.1:1 topics init signal.yaml --wait 30s >sig.out 2>sig.err &
pid=$!
caught() { # the signal is for ktool, not for the shell that is about to become it
    [ "$(readlink "/proc/$pid/exe")" = "$KT_BIN" ] && kill -TERM "$pid" 2>/dev/null
    ! kill -0 "$pid" 2>/dev/null
}
ok 'SIGTERM ends a wait' wait_for 10 caught
wait "$pid"
is $? 143 'with 143'
kt topics init signal.yaml
is "$status" 0 'and the next init converges'

# Two at once.
sed "s/${prefix}plain/${prefix}twice/" plain.yaml >twice.yaml
"$KT_BIN" -b "$KT_BROKERS" topics init twice.yaml >one.out 2>one.err &
one=$!
"$KT_BIN" -b "$KT_BROKERS" topics init twice.yaml >two.out 2>two.err &
two=$!
wait "$one"
is $? 0 'two at once: the first succeeds' || diag "$(cat one.out one.err)"
wait "$two"
is $? 0 'and the second' || diag "$(cat two.out two.err)"
kt topics init twice.yaml
like "$out" '^0 changes: 5 topics are as declared' 'there is one set of topics'
done_testing
