#!/usr/bin/env bash
# reach.t.sh - every way not to reach a cluster, on real brokers and on peers that are none: exit 1, in time, one error
# that is the golden text in expected/reach/, and no secret in it. UPDATE=1 rewrites these texts; read the diff.
# secure
. "$(dirname "$0")/lib.sh"
texts=$root/tests/integration/expected/reach
mkdir -p "$work/app" && cd "$work/app" || exit 1
umask 077 # or each file with a password is warned of

tls=$KT_SECURE_DIR/tls
direct=$(kafka listener "$KT_SECURE_DIR" direct)
at() { kafka listener "$KT_SECURE_DIR" "$1"; }
own=$work/own
# Ends with the peers' input; a stopped node has to be awake to be ended.
trap 'exec 9>&-; [ -f "$own/cluster" ] && kafka stop "$own"; rm -rf "$work"' EXIT

# peer MODE: sets $peer to the address of one.
mkfifo "$work/input" && exec 9<>"$work/input"
peer() {
    "$KT_BUILD/peer" "$1" <"$work/input" 9<&- >"$work/peer-$1" &
    wait_for 10 test -s "$work/peer-$1" || bail_out "no peer that is $1"
    peer=127.0.0.1:$(<"$work/peer-$1")
}

# plain TEXT: without what differs between runs.
plain() { sed -E "s#127\.0\.0\.1:[0-9]+#127.0.0.1:PORT#g; s#$KT_SECURE_DIR#NODE#g; s#librdkafka [0-9.]+ fails#librdkafka OLD fails#" "$1"; }

# fails TEXT SECONDS ARGS...: a whole run of ktool that says the golden text and ends in so many seconds.
fails() {
    local text=$1 seconds=$2 begin=${EPOCHREALTIME/./} took
    shift 2
    run "$KT_BIN" "$@"
    took=$(((${EPOCHREALTIME/./} - begin) / 1000))
    is "$status" 1 "$text: exit 1"
    ok "within $seconds s ($took ms)" [ "$took" -le $((seconds * 1000)) ]
    is "$(grep -c '^ktool: ' "$work/err")" 1 'one error'
    is "$out" '' 'and nothing else'
    unlike "$err" 's3cret|alice-pw|key-pw' 'without a secret'
    plain "$work/err" >"$work/said"
    if [ -n "${UPDATE:-}" ] && [ -z "${CI:-}" ]; then cp "$work/said" "$texts/$text"; fi
    same "$work/said" "$texts/$text" 'the text'
}
# patient TEXT ARGS...: it takes all of the time, but not a second more. soon: nobody asked to wait, so that it ends after
# two of the ten seconds. final: it ends although there are ten seconds to wait.
patient() { fails "$1" 3 topics list --timeout 2s "${@:2}"; }
soon() { fails "$1" 6 topics list "${@:2}"; }
final() { fails "$1" 5 topics list --timeout 10s "${@:2}"; }

ssl=(-X security.protocol=SSL -X "ssl.ca.location=$tls/ca.pem")
sasl_ssl=(-X security.protocol=SASL_SSL -X "ssl.ca.location=$tls/ca.pem")
sasl_plain=(-X security.protocol=SASL_PLAINTEXT)
alice=(-X sasl.username=alice -X sasl.password=alice-pw)

# --- nobody, or somebody else ---

patient refused-in-time -b 127.0.0.1:1
soon refused -b 127.0.0.1:1
fails refused-with-wait 3 topics init "$root/topics/techshop.yaml" -E local --wait 2s -b 127.0.0.1:1
patient unresolved-in-time -b broker.invalid:9092
soon unresolved -b broker.invalid:9092
printf 'KAFKA_BROKERS=broker.invalid:9092\n' >.env
soon unresolved-from-dotenv
rm .env
peer silent
silent=$peer
patient silent -b "$silent"
patient silent-to-tls -b "$silent" "${ssl[@]}"
patient silent-in-a-moment -b "$silent" --timeout 300ms
peer close
patient closed-in-time -b "$peer"
soon closed -b "$peer"
peer http
final http -b "$peer"
final http-to-tls -b "$peer" "${ssl[@]}"
peer lines
patient http-lines -b "$peer"
peer ssh
final ssh -b "$peer"
peer old
final old -b "$peer"
peer new
final new -b "$peer"

# --- TLS ---

peer alert
final tls-alert -b "$peer"
final plain-on-tls -b "$(at tls)"
final tls-on-plain -b "$direct" "${ssl[@]}"
final unknown-ca -b "$(at tls)" -X security.protocol=SSL -X "ssl.ca.location=$tls/other-ca.pem"
final no-ca -b "$(at tls)" -X security.protocol=SSL
final wrong-host -b "$(at misnamed)" "${ssl[@]}"
final expired -b "$(at expired)" "${ssl[@]}"
final client-certificate-missing -b "$(at mtls)" "${ssl[@]}"
final client-certificate-refused -b "$(at mtls)" "${ssl[@]}" \
    -X "ssl.certificate.location=$tls/other-ca.pem" -X "ssl.key.location=$tls/other-ca.key"
run "$KT_BIN" topics list -b "$(at tls)" -X security.protocol=SSL -X "ssl.ca.location=$tls/other-ca.pem" \
    -X enable.ssl.certificate.verification=false
is "$status" 0 'who wants no check gets none' || diag "$err"

# --- credentials ---

for mechanism in PLAIN SCRAM-SHA-256; do
    # librdkafka before 2.6.1 and SCRAM: the hint doubts the library too
    old=''
    if [ $mechanism != PLAIN ] &&
        [ "$("$KT_BIN" --version | sed 's/.*librdkafka //' | cut -d' ' -f1 | cat - <(echo 2.6.1) | sort -V | head -n 1)" != 2.6.1 ]; then
        old=-of-old-library
    fi
    final "wrong-password-$mechanism$old" -b "$(at secure)" "${sasl_ssl[@]}" -X sasl.mechanism=$mechanism \
        -X sasl.username=alice -X sasl.password=s3cret
    final "unknown-user-$mechanism$old" -b "$(at secure)" "${sasl_ssl[@]}" -X sasl.mechanism=$mechanism \
        -X sasl.username=nobody -X sasl.password=s3cret
done
final mechanism-not-offered -b "$(at sasl)" "${sasl_plain[@]}" -X sasl.mechanism=SCRAM-SHA-512 "${alice[@]}"
final sasl-on-plain -b "$direct" "${sasl_plain[@]}" -X sasl.mechanism=PLAIN "${alice[@]}"
final sasl-on-tls -b "$(at tls)" "${sasl_ssl[@]}" -X sasl.mechanism=PLAIN "${alice[@]}"
final sasl-without-tls -b "$(at secure)" "${sasl_plain[@]}" -X sasl.mechanism=PLAIN "${alice[@]}"
final no-credentials -b "$(at sasl)"
final no-credentials-to-tls -b "$(at secure)" "${ssl[@]}"
final token-refused -b "$(at secure)" -X "ssl.ca.location=$tls/ca.pem" --token-command 'echo s3cret'

# TecShop's trouble: the production's credentials, the developer's broker.
printf 'KAFKA_BROKERS=%s\nKAFKA_USERNAME=techshop\nKAFKA_PASSWORD=s3cret\n' "$direct" >.env
final dotenv-against-a-local-broker
KAFKA_SASL_ENABLED=false run "$KT_BIN" topics list
is "$status" 0 'the hint helps' || diag "$err"
printf 'KAFKA_BROKERS=%s\nKAFKA_USERNAME=alice\nKAFKA_PASSWORD=s3cret\nKAFKA_SASL_MECHANISM=PLAIN\n' "$(at secure)" >.env
final dotenv-wrong-password -X "ssl.ca.location=$tls/ca.pem"
rm .env

# --- the cluster answers, and sends us to where nobody is ---

for listener in stray unknown; do
    fails advertised-$listener 6 topics create "${prefix}x" -p 1 -r 1 -b "$(at $listener)"
    fails advertised-$listener-in-time 3 topics create "${prefix}x" -p 1 -r 1 -b "$(at $listener)" --timeout 2s
done
run "$KT_BIN" topics create "${prefix}x" -p 1 -r 1 -b "$(at stray)" --timeout 2s
like "$err" "at $(at stray) .* advertises 127\.0\.0\.1:$(($(at stray | cut -d: -f2) + 1)) \(broker 1\)" 'both addresses are named'

# --- some of the list are dead ---

for list in "127.0.0.1:1,$direct,broker.invalid:9092" "$direct,127.0.0.1:1,127.0.0.1:2" "$silent,$direct,127.0.0.1:1" \
    "127.0.0.1:1,broker.invalid:9092,$direct"; do
    run "$KT_BIN" topics list -b "$list"
    is "$status" 0 'one of three is enough' || diag "$list" "$err"
    unlike "$err" '^(ktool|hint|warning):' 'without a word about the others'
done
run "$KT_BIN" topics list -b "$(at sasl),$direct"
is "$status" 0 'one that wants credentials does not keep us from the next' || diag "$err"
final all-of-them -b "127.0.0.1:1,broker.invalid:9092,$(at sasl)"

# --- a broker that hangs, and one that is late ---

kafka start --version "$KT_VERSION_KAFKA" --nodes 1 "$own" || bail_out 'no node'
hanging=$(kafka brokers "$own")
kafka pause "$own" 1
patient hangs -b "$hanging"
fails hangs-with-wait 3 topics init "$root/topics/techshop.yaml" -E local --wait 2s -b "$hanging"
kafka resume "$own" 1
run "$KT_BIN" topics list -b "$hanging"
is "$status" 0 'awake it is reached' || diag "$err"
kafka kill "$own" 1
"$KT_BIN" topics list -b "$hanging" --timeout 60s >late.out 2>late.err &
waiting=$!
kafka restart-node "$own" 1
wait "$waiting"
is $? 0 'who asks to wait waits for a broker that is refusing still' || diag "$(cat late.err)"

# --- a broker that takes requests and answers none: nothing can interrupt the library while it waits ---

peer stuck
asked() { [ "$(grep -c asked "$work/peer-stuck")" -ge "$1" ]; }
"$KT_BIN" topics list -b "$peer" --timeout 60s >stuck.out 2>&1 &
waiting=$!
wait_for 30 asked 8 || bail_out 'it does not ask again' # by now one try takes six seconds
begin=${EPOCHREALTIME/./}
kill -TERM "$waiting"
wait "$waiting"
is $? 143 'a signal ends it all the same' || diag "$(cat stuck.out)"
took=$(((${EPOCHREALTIME/./} - begin) / 1000))
ok "soon ($took ms)" [ "$took" -le 4000 ]

# --- the library's own words are for -v ---

run "$KT_BIN" topics list -b 127.0.0.1:1 --timeout 1s -v
like "$err" 'librdkafka: FAIL: .*Connection refused' 'shown with -v'
done_testing
