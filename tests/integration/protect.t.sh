#!/usr/bin/env bash
# protect.t.sh - a protected cluster is known by its id, however it was reached, and nothing is sent to it.
. "$(dirname "$0")/lib.sh"
mkdir -p "$work/app" "$work/home/.config/ktool"
cd "$work/app" || exit 1
umask 077
config=$work/home/.config/ktool/config
export HOME=$work/home
unset XDG_CONFIG_HOME

topic=${prefix}t gone=${prefix}gone
kt topics create "$topic" -p 1 -r 1
is "$status" 0 'the topic that is to stay as it is' || bail_out "$err"

everywhere "$topic"
id=$(apache quorum --bootstrap-server "$KT_BROKERS" describe --status | awk '$1 == "ClusterId:" { print $2 }')
kt cluster info -o json
like "$out" "\"cluster_id\": \"$id\"" 'cluster info prints the id that Apache knows' || bail_out "$out"

cat >"$config" <<END
[prod]
bootstrap.servers=$KT_BROKERS
protected=true
cluster.id=$id

[other]
bootstrap.servers=$KT_BROKERS
protected=true
cluster.id=another
END
cp "$config" written
printf 'version: 1\nprefix: %s\ntopics: { t: { partitions: 2 }, u: {} }\n' "$prefix" >m.yaml

# refused NAME: the last wired run was, and sent nothing that changes anything.
refused() {
    is "$status" 1 "$1: exit 1"
    like "$err" "^cluster '$id' at .* is protected as 'prod'\$" "$1: says where it is"
    like "$err" "^ktool: cluster '$id' is protected as 'prod'\$" "$1: is refused"
    like "$err" '^hint: to change it add --yes-on prod$' "$1: says how"
    is "$(writes)" 0 "$1: sends nothing that changes anything"
}

wired -- topics init m.yaml
refused 'topics init'
wired -- topics create "$gone"
refused 'topics create'
wired -- topics alter "$topic" -c retention.ms=1d
refused 'topics alter'
wired -- topics delete "$topic" --execute -q
refused 'topics delete'
wired -- topics apply m.yaml
refused 'topics apply'
kt topics plan m.yaml --save-plan plan.json -q
wired -- topics init --plan plan.json
refused 'a saved plan'
wired -- topics create "$gone" --yes-on other
is "$status" 1 'the name of another context: exit 1'
like "$err" "^ktool: this is not 'other': the cluster at .* is '$id', and 'other' is 'another'\$" 'and says what it is'
is "$(writes)" 0 'and sends nothing that changes anything'

# However it was reached.
wire_brokers=$(kafka wire-brokers "$KT_DIR")
printf 'KAFKA_BROKERS=%s\n' "$wire_brokers" >.env
printf 'bootstrap.servers=%s\n' "$wire_brokers" >client.properties
behind_wire -- "$KT_BIN" topics create "$gone"
refused 'by .env'
like "$err" 'KAFKA_BROKERS in \.env:1' 'by .env: and names it'
behind_wire -- "$KT_BIN" topics create "$gone" -F client.properties --env-file=
refused 'by -F'
behind_wire -- env KAFKA_BROKER="$wire_brokers" "$KT_BIN" topics create "$gone"
refused 'by the environment'
run "$KT_BIN" --context prod topics create "$gone"
is "$status" 1 'by --context: exit 1'
like "$err" "\[prod\] in $config:2\)" 'by --context: and names it'
run "$KT_BIN" --context other topics create "$gone" --yes-on other
is "$status" 1 'a context that leads elsewhere: exit 1'
like "$err" "context 'other' is for cluster 'another', and this is cluster '$id'" 'and it is refused'

# Looking is free, and with its name it goes.
for line in "topics list $topic" "topics plan m.yaml" "topics init m.yaml -n" "topics delete $topic" "topics export $topic"; do
    # shellcheck disable=SC2086 # words of a command line
    kt $line
    is "$status $err" '0 ' "$line is free"
done
wired -- topics init m.yaml --yes-on prod
is "$status" 0 'with its name init goes'
like "$err" "^cluster '$id' at .* is protected as 'prod'\$" 'and says where it is'
kt topics delete "$topic" "${prefix}u" --execute --context prod --yes-on prod
is "$status" 0 'and so does delete'
like "$out" '2 of 2 topics deleted' 'of both'

# A file with a fault protects nobody, so nothing goes.
printf '[more\n' >>"$config"
kt topics list
is "$status" 1 'a fault in the file is one for every command'
like "$err" "^$config:[0-9]+: a section's name is not closed" 'which is named'
head -n -1 "$config" >left
same left written 'and the file was never written'
done_testing
