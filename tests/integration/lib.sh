# shellcheck shell=bash
# lib.sh - what the integration suites share: TAP, waiting, ktool plain and behind the proxy.
# A suite sources it, reports with ok/is/like, and ends with done_testing. tests/integration/run sets:
#   KT_BIN the ktool under test     KT_DIR the cluster's folder       KT_BROKERS its bootstrap list
#   KT_WIRE the proxy               KT_VERSION_KAFKA, KT_NODES        KT_SECURE_DIR the secured cluster's folder
# Words in a suite's first comment block: `# exclusive` runs it last and alone, `# nodes N` only on one or three nodes,
# `# secure` starts the secured cluster too.
# shellcheck disable=SC2034 # variables for the suites
set -u
export LC_ALL=C

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
prefix=$(basename "$0" .t.sh)-$$-  # of this suite's topics
tap_count=0 tap_failed=0
out='' err='' status=0             # of the last `kt`
trap 'rm -rf "$work"' EXIT

kafka() { "$root/tests/broker/kafka" "$@"; }
apache() { "$root/tests/broker/apache" "$KT_VERSION_KAFKA" "$@"; }
judge() { "$root/tests/broker/judge" "$KT_VERSION_KAFKA" "$KT_BROKERS" "$@"; }

# --- TAP ---

diag() { printf '%s\n' "$*" | sed 's/^/# /' >&2; }

# report STATUS NAME
report() {
    tap_count=$((tap_count + 1))
    if [ "$1" -eq 0 ]; then
        printf 'ok %d - %s\n' "$tap_count" "$2"
        return 0
    fi
    tap_failed=$((tap_failed + 1))
    printf 'not ok %d - %s\n' "$tap_count" "$2"
    diag "failed: '$2' at $0 line ${BASH_LINENO[1]}"
    return 1
}

# ok NAME COMMAND...: the command succeeds.
ok() {
    local name=$1 result=0
    shift
    "$@" || result=$?
    report "$result" "$name" || diag "status $result of: $*"
    return "$result"
}

# is GOT WANTED NAME
is() {
    local result=0
    [ "$1" = "$2" ] || result=1
    report "$result" "$3" || diag "$(printf '     got: %s\n  wanted: %s' "$1" "$2")"
    return $result
}

# like TEXT ERE NAME: a line of the text matches. unlike: none does.
like() {
    local result=0
    grep -qE -- "$2" <<<"$1" || result=1
    report "$result" "$3" || diag "$(printf 'nothing like: %s\n  in: %s' "$2" "$1")"
    return $result
}

unlike() {
    local result=0
    ! grep -qE -- "$2" <<<"$1" || result=1
    report "$result" "$3" || diag "$(printf 'unwanted: %s\n  in: %s' "$2" "$1")"
    return $result
}

# same FILE FILE NAME: got and wanted, byte for byte.
same() {
    local result=0
    diff -u "$2" "$1" >"$work/diff" || result=1
    report "$result" "$3" || diag "$(head -n 60 "$work/diff")"
    return $result
}

bail_out() {
    printf 'Bail out! %s\n' "$*"
    exit 1
}

done_testing() {
    printf '1..%d\n' "$tap_count"
    [ "$tap_failed" -eq 0 ] && [ "$tap_count" -gt 0 ]
    exit
}

# --- running ---

# wait_for SECONDS COMMAND...: until it succeeds, at most so long.
wait_for() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $deadline ] || return 1
        sleep 0.05
    done
}

shows() { kcat -b "$1" -L 2>/dev/null | grep -qF "topic \"$2\" with"; }

# everywhere TOPIC: waits until each broker shows it, and so all that other tools have done before.
everywhere() {
    local broker
    for broker in ${KT_BROKERS//,/ }; do wait_for 20 shows "$broker" "$1" || return 1; done
}

# run COMMAND...: sets out, err, status; the bytes stay in $work/out and $work/err.
run() {
    status=0
    "$@" >"$work/out" 2>"$work/err" || status=$?
    out=$(cat "$work/out")
    err=$(cat "$work/err")
}

# kt ARGS...: ktool on the cluster.
kt() { run "$KT_BIN" -b "$KT_BROKERS" "$@"; }

# wired [WIRE OPTION VALUE]... -- ARGS...: the same behind the proxy; its log is $work/wire. One at a time on a cluster.
wired() {
    local options=()
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    behind_wire "${options[@]}" -- "$KT_BIN" -b "$(kafka wire-brokers "$KT_DIR")" "$@"
}

# behind_wire [WIRE OPTION VALUE]... -- COMMAND...: any command, which has to know the wire's brokers by itself.
behind_wire() {
    local listen
    read -r -d '' -a listen < <(kafka wire-args "$KT_DIR")
    run flock -o "$KT_DIR/wire.lock" "$KT_WIRE" "${listen[@]}" --log "$work/wire" "$@"
}

# writes: how many mutating requests the last wired run sent. requests [NAME]: how many of any kind.
writes() { grep -c ' write$' "$work/wire"; }
requests() { grep -c "^[0-9]* ${1:-[A-Za-z]*} " "$work/wire"; }
