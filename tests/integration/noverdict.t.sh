#!/usr/bin/env bash
# noverdict.t.sh - `cluster health` and `info` of a cluster that does not answer, or not to this user: exit 1, one error,
# no verdict, in the time that --timeout or --wait gives, and at once where waiting is of no use. Pauses the secured node.
# secure
# exclusive
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1
umask 077 # or each file with a password is warned of

tls=$KT_SECURE_DIR/tls
at() { kafka listener "$KT_SECURE_DIR" "$1"; }
direct=$(at direct)
trap 'kafka resume "$KT_SECURE_DIR" 1 2>/dev/null; rm -rf "$work"' EXIT

# none MS ERROR ARGS...: no verdict, but one error like that, within so many ms.
none() {
    local name=${*:3} begin=${EPOCHREALTIME/./} took
    run "$KT_BIN" "${@:3}"
    took=$(((${EPOCHREALTIME/./} - begin) / 1000))
    name=${name%% -[bFX]*}
    is "$status" 1 "$name: exit 1"
    ok "within $1 ms ($took)" [ $took -le "$1" ]
    like "$err" "^ktool: $2" 'the error'
    is "$(grep -c '^ktool: ' <<<"$err")" 1 'one'
    is "$out" '' 'no verdict'
    unlike "$err" 's3cret|-pw' 'no secret'
}

for command in info health 'health --groups'; do
    # shellcheck disable=SC2086 # words of a command line
    none 3000 'cannot reach 127\.0\.0\.1:1 .* within 2s: connection refused$' cluster $command --timeout 2s -b 127.0.0.1:1
done
none 3000 'cannot reach 127\.0\.0\.1:1 .* within 2s: connection refused$' cluster health --wait 2s -b 127.0.0.1:1
none 3000 "the cluster at $(at stray) .* advertises 127\.0\.0\.1:[0-9]* \(broker 1\), and that cannot be reached" \
    cluster health --wait 2s -b "$(at stray)"
none 3000 "the cluster at $(at stray) .* advertises" cluster health --timeout 2s -b "$(at stray)"

# It would not help to wait: a minute is given, and not taken.
conf() { printf '%s\n' security.protocol=SASL_SSL sasl.mechanism=PLAIN sasl.username=alice "sasl.password=$2" "ssl.ca.location=$3" >"$1"; }
conf wrong.conf s3cret "$tls/ca.pem"
conf doubtful.conf alice-pw "$tls/other-ca.pem"
# Somebody whom nobody has given a right.
b64() { printf '%s' "$1" | base64 | tr -d '=\n' | tr '+/' '-_'; }
now=$(date +%s)
printf '%s.%s.\n' "$(b64 '{"alg":"none"}')" "$(b64 "{\"sub\":\"stranger\",\"iat\":$now,\"exp\":$((now + 600))}")" >token
for command in health 'health --groups'; do
    # shellcheck disable=SC2086 # words of a command line
    none 10000 "cannot reach $(at secure) .*: the broker says that user or password is wrong" cluster $command --wait 60s -b "$(at secure)" -F wrong.conf
done
none 10000 "cannot reach $(at secure) .* is not trusted here" cluster health --wait 60s -b "$(at secure)" -F doubtful.conf
none 10000 "cannot reach $(at sasl) .*: the listener wants authentication" cluster health --wait 60s -b "$(at sasl)"
none 10000 "no topic shows, and user 'stranger' has no right DescribeConfigs on the cluster" cluster health --wait 60s \
    -b "$(at secure)" -X "ssl.ca.location=$tls/ca.pem" --token-file token

# A cluster whose only broker hangs.
kafka pause "$KT_SECURE_DIR" 1
for command in 'info --timeout' 'health --timeout' 'health --groups --timeout' 'health --wait' 'health --groups --wait'; do
    # shellcheck disable=SC2086 # words of a command line
    none 3000 "cannot reach $direct .* within 2s: it accepts the connection and says nothing" cluster $command 2s -b "$direct"
done
"$KT_BIN" cluster health --wait 60s -b "$direct" >late 2>late.err &
waiting=$!
kafka resume "$KT_SECURE_DIR" 1
begin=$SECONDS
result=0
wait $waiting || result=$?
is $result 0 'who waits for one that goes on hears so' || diag "$(cat late late.err)"
ok 'soon' [ $((SECONDS - begin)) -le 15 ]
done_testing
