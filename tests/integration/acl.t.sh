#!/usr/bin/env bash
# acl.t.sh - what a user may not do is told by resource, operation and principal, and nothing is half done.
# secure
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1
umask 077 # or each file with a password is warned of

brokers=$(kafka listener "$KT_SECURE_DIR" sasl)
plain=$(kafka brokers "$KT_SECURE_DIR")
as() { # as USER ARGS...
    printf 'security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.username=%s\nsasl.password=%s-pw\n' \
        "$1" "$1" >"$1.conf"
    run "$KT_BIN" -b "$brokers" -F "$1.conf" "${@:2}"
}
allow() { # allow OPERATION RESOURCE...: resources as kafka-acls takes them
    apache acls --bootstrap-server "$plain" --add --allow-principal User:alice --operation "$1" "${@:2}" >/dev/null
}
who="user 'alice' has no right"
# denied RIGHT RESOURCE NAME: the last run failed, and told what is missing.
denied() {
    is "$status" 1 "$3: exit 1" || diag "$out" "$err"
    like "$out$err" "$who $1 on $2" "$3: without the right $1 on $2"
    unlike "$out$err" 'alice-pw|AUTHORIZATION' "$3: in words, without secrets"
}
seen=${prefix}seen hidden=${prefix}hidden new=${prefix}new

cat >m.yaml <<END
version: 1
prefix: $prefix
defaults: { partitions: 1, replicationFactor: 1, retention: 7d }
topics: { seen: {}, hidden: {} }
END
sed -e 's/partitions: 1/partitions: 2/' m.yaml >more.yaml
sed -e 's/7d/8d/' m.yaml >longer.yaml
as admin topics init m.yaml
is "$status" 0 'admin may create' || bail_out "$err"

# nothing at all
as alice topics list "$prefix*"
is "$status" 0 'alice may list'
unlike "$out" "$prefix" 'and sees nothing'
as alice topics list "$seen"
denied Describe "topic '$seen'" 'list by name'
as alice topics describe "$seen"
denied Describe "topic '$seen'" describe
as alice topics export "$seen"
denied Describe "topic '$seen'" export
as alice topics alter "$seen" -c retention.ms=8d
denied Describe "topic '$seen'" 'alter of a topic that does not show'
as alice topics delete "$seen" --execute
denied Describe "topic '$seen'" 'delete of a topic that does not show'
as alice topics create "$new" -p 1 -r 1
denied Create "topic '$new' or on the cluster" create
as alice topics init m.yaml
denied Create "topic '$seen' or on the cluster" 'init of topics that do not show'
as alice cluster info
is "$status" 0 'cluster info does without rights'
like "$err" "$who DescribeConfigs on the cluster" 'and says what it therefore does not know'
as alice cluster health
denied DescribeConfigs 'the cluster' 'health of what she cannot see'
is "$out" '' 'is no verdict'
as alice cluster health -m m.yaml
denied DescribeConfigs "topics '$hidden', '$seen'" 'health of declared topics'

# Describe
allow Describe --topic "$seen" --topic "$hidden"
visible() {
    as alice topics list "$prefix*" -o tsv
    [ "$(grep -c "^$prefix" "$work/out")" = 2 ]
}
ok 'with the right to describe she sees them' wait_for 20 visible
is "$status" 0 'the list comes without settings'
like "$err" "$who DescribeConfigs on topics '$hidden', '$seen'" 'and names the right that is missing'
as alice topics describe "$seen"
denied DescribeConfigs "topic '$seen'" describe
as alice topics export "$prefix*"
denied DescribeConfigs "topic '$hidden'" export
as alice topics plan m.yaml
denied DescribeConfigs "topic '$seen'" plan
as alice topics init m.yaml
denied DescribeConfigs "topic '$seen'" init
as alice topics alter "$seen" -p 2
denied DescribeConfigs "topic '$seen'" alter
as alice cluster health
denied DescribeConfigs "topics '$hidden', '$seen'" 'cluster health'

# DescribeConfigs
allow DescribeConfigs --topic "$seen" --topic "$hidden"
settled() {
    as alice topics plan m.yaml --check
    [ "$status" = 0 ]
}
ok 'with it the plan is empty' wait_for 20 settled
as alice topics alter "$seen" -c retention.ms=8d
denied AlterConfigs "topic '$seen'" 'alter of settings'
as alice topics alter "$seen" -p 2
denied Alter "topic '$seen'" 'alter of partitions'
as alice topics init longer.yaml
denied AlterConfigs "topic '$seen'" 'init with other settings'
as alice topics init more.yaml
denied Alter "topic '$seen'" 'init with more partitions'
as alice topics plan m.yaml --prefix "${prefix}new."
is "$status" 0 'a plan needs no right to create'
like "$out" "not checked by the broker: $who Create on topic '${prefix}new.hidden' or" 'but says that the broker did not check it'
as alice topics init m.yaml --prefix "${prefix}new."
denied Create "topic '${prefix}new.seen' or on the cluster" 'init of new topics'
as alice topics delete "$seen" --execute
denied Delete "topic '$seen'" delete


# groups: who may describe the cluster hears of all of them
group=${prefix}g
echo record | kcat -q -b "$plain" -P -t "$seen"
timeout 30 kcat -q -b "$plain" -G "$group" -o earliest -c 1 "$seen" >/dev/null 2>&1
allow Describe --cluster
group_shows() {
    as alice cluster health --groups
    [ "$status" = 1 ]
}
ok 'a group shows' wait_for 20 group_shows
denied Describe "group '$group'" 'health of groups'

as admin topics plan m.yaml --check
is "$status" 0 'after all this nothing has changed'
as admin topics list "$prefix*" -o tsv
is "$(grep -c "^$prefix" "$work/out")" 2 'and nothing was created or deleted'
done_testing
