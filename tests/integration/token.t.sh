#!/usr/bin/env bash
# token.t.sh - bearer tokens from commands and files on a secured node: who one is, what can go wrong, and what others
# may see of it. Pauses the node.
# secure
# exclusive
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1
node=$KT_SECURE_DIR
secure=$(kafka listener "$node" secure)
trap 'kafka resume "$node" 1 2>/dev/null; rm -rf "$work"' EXIT
topic=${prefix}seen

# jwt SUB SECONDS: an unsigned token for that user, good for so long.
cat >jwt <<'END'
#!/usr/bin/env bash
b64() { printf '%s' "$1" | base64 | tr -d '=\n' | tr '+/' '-_'; }
now=$(date +%s)
printf '%s.%s.\n' "$(b64 '{"alg":"none"}')" "$(b64 "{\"sub\":\"$1\",\"iat\":$now,\"exp\":$((now + $2))}")"
END
chmod +x jwt

on_node() { run "$KT_BIN" -b "$secure" -X "ssl.ca.location=$node/tls/ca.pem" "$@"; }
# fails TEXT NAME ARGS...: one error with that text, within --timeout and one second more.
fails() {
    local text=$1 name=$2 begin=${EPOCHREALTIME/./}
    shift 2
    on_node topics list --timeout 2s "$@"
    is "$status" 1 "$name: exit 1"
    ok 'in time' [ $((${EPOCHREALTIME/./} - begin)) -le 3000000 ]
    like "$err" "^ktool: $text" 'the error says so'
    is "$(grep -c '^ktool: ' <<<"$err")" 1 'once'
    is "$out" '' 'and there is nothing else'
}
# called N: the token command was run so often.
# shellcheck disable=SC2317 # by wait_for
called() { [ -f calls ] && [ "$(wc -l <calls)" -ge "$1" ]; }

run "$KT_BIN" -b "$(kafka brokers "$node")" topics create "$topic" -p 1 -r 1
is "$status" 0 'a topic to look for' || bail_out "$err"

# Who one is.
on_node topics list --token-command './jwt admin 600'
is "$status" 0 'a command prints a token' || diag "$err"
like "$out" "$topic" 'and its user sees topics'
./jwt admin 600 >token
on_node topics list --token-file token
is "$status" 0 'a file holds a token' || diag "$err"
like "$out" "$topic" 'which is as good'
on_node topics list --token-command "printf '{\"access_token\": \"%s\", \"expires_in\": 600}' \"\$(./jwt admin 600)\""
is "$status" 0 'a token endpoint answers with JSON' || diag "$err"
on_node topics list --token-command './jwt alice 600'
is "$status" 0 'another user' || diag "$err"
unlike "$out" "$topic" 'sees none'
on_node topics create "${prefix}denied" -p 1 -r 1 --token-command './jwt alice 600'
is "$status" 1 'and may make none'
like "$out" "user 'alice' has no right Create" 'which is said of its user'
on_node topics list --token-file token -X sasl.oauthbearer.extensions=logicalCluster=lkc-1,identityPoolId=pool-1
is "$status" 0 'extensions go with it' || diag "$err"
on_node topics list --token-file token -X sasl.oauthbearer.extensions=logicalCluster
is "$status" 2 'what is no extension is wrong usage'
like "$err" 'sasl\.oauthbearer\.extensions' 'that is named'

# What can go wrong.
fails 'the token command failed with exit status 3: log in first$' 'a command that fails' \
    --token-command 'echo half; echo log in first >&2; exit 3'
fails 'the token command printed nothing$' 'one that prints nothing' --token-command true
fails 'the output of the token command holds no token: a token has no blanks' 'one that prints something else' \
    --token-command 'echo Please log in.'
fails 'the token command was not done within 2s$' 'one that hangs' --token-command "echo \$\$ >pid; sleep 1000"
# shellcheck disable=SC2016 # for the other shell
ok 'it is ended' wait_for 10 bash -c '! kill -0 "$(cat pid)" 2>/dev/null'
fails 'the output of the token command holds a token that expired at 20[0-9T:-]*Z$' 'an expired token' \
    --token-command './jwt admin -60'
fails "cannot read 'none': No such file" 'a file that is not there' --token-file none
: >empty && chmod 600 empty
fails "the token file 'empty' holds no token: it is empty$" 'an empty file' --token-file empty
fails '.*token' 'a token that the broker refuses' --token-command 'echo opaque'

# A folder's .env may not have programs run.
echo "KTOOL_TOKEN_COMMAND='touch ran; ./jwt admin 600'" >.env
on_node topics list
is "$status" 1 'a command in .env is refused'
ok 'and not run' [ ! -e ran ]
printf 'APP_SECRET=from-dotenv\nKAFKA_CLIENT_ID=client-of-dotenv\n' >.env
on_node topics list --token-command 'env >environment; ./jwt admin 600'
is "$status" 0 'a command beside a .env' || diag "$err"
unlike "$(cat environment)" 'dotenv' 'has nothing of it in its environment'
like "$(cat environment)" '^PATH=' 'but that of ktool'
rm .env

# Nobody sees it.
on_node topics list --token-file token -v -X debug=all
is "$status" 0 'everything the library has to say' || diag "$err"
ok 'is a lot' [ "$(wc -l <"$work/err")" -gt 100 ]
unlike "$err" "$(cut -d. -f2 token)" 'but the token is not part of it'
on_node topics list --token-command 'cat token; exit 1' -v -X debug=all
unlike "$out$err" "$(cut -d. -f2 token)" 'nor of an error'
on_node topics list -v -X debug=all -X sasl.mechanism=PLAIN -X sasl.username=admin -X sasl.password=Wr0ng-pw \
    -X security.protocol=SASL_SSL --timeout 2s
is "$status" 1 'nor is a wrong password'
unlike "$out$err" 'Wr0ng-pw' 'seen anywhere'

# A node that hangs: the token is renewed meanwhile, and what waits has no core dumps and no token in its arguments.
kafka pause "$node" 1
ulimit -c "$(ulimit -H -c)"
export ASAN_OPTIONS=disable_coredump=0${ASAN_OPTIONS:+:$ASAN_OPTIONS} # it would forbid them by itself
# The first token is of a user who sees nothing, the next ones are of one who does.
# shellcheck disable=SC2016 # for the other shell
"$KT_BIN" -b "$secure" -X "ssl.ca.location=$node/tls/ca.pem" topics list --timeout 60s \
    --token-command 'echo >>calls; if [ $(wc -l <calls) -gt 1 ]; then ./jwt admin 600; else ./jwt alice 4; fi | tee used' \
    >late.out 2>late.err &
waits=$!
ok 'a token is wanted' wait_for 20 [ -s used ]
cut -d. -f2 used >pattern
cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' >arguments
ok 'with nothing of it in the arguments of any process' bash -c '! grep -qFf pattern arguments'
like "$(cat arguments)" 'token-command' 'but for the command'
like "$(grep 'core file' /proc/$waits/limits)" ' 0 +0 ' 'who holds secrets leaves no core dump'
"$KT_BIN" -b "$(kafka brokers "$node")" topics list --timeout 20s >/dev/null 2>&1 &
plain=$!
ok 'who holds none' wait_for 10 grep -q "core file size  *$(ulimit -H -c)" /proc/$plain/limits
ok 'a short-lived token is renewed' wait_for 30 called 2
kafka resume "$node" 1
result=0
wait $waits || result=$?
is $result 0 'and the new one is used' || diag "$(cat late.err)"
like "$(cat late.out)" "$topic" 'with the rights of its user'
wait $plain || true
done_testing
