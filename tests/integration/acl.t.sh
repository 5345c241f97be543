#!/usr/bin/env bash
# acl.t.sh - what a user may not do is said, and nothing is half done: no right to create, alter or describe.
# secure
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 1

brokers=$(kafka listener "$KT_SECURE_DIR" sasl)
plain=$(kafka brokers "$KT_SECURE_DIR")
as() { # as USER ARGS...
    printf 'security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.username=%s\nsasl.password=%s-pw\n' \
        "$1" "$1" >"$1.conf"
    run "$KT_BIN" -b "$brokers" -F "$1.conf" "${@:2}"
}
allow() { # allow OPERATION TOPIC...
    local topics=() t
    for t in "${@:2}"; do topics+=(--topic "$t"); done
    apache acls --bootstrap-server "$plain" --add --allow-principal User:alice --operation "$1" "${topics[@]}" >/dev/null
}

cat >m.yaml <<END
version: 1
prefix: $prefix
defaults: { partitions: 1, replicationFactor: 1, retention: 7d }
topics: { seen: {}, hidden: {} }
END
as admin topics init m.yaml
is "$status" 0 'admin may create' || bail_out "$err"

as alice topics list "$prefix*"
is "$status" 0 'alice may list'
unlike "$out" "$prefix" 'and sees nothing'
as alice topics init m.yaml
is "$status" 1 'what she cannot see and is there, she cannot create'
like "$out$err" 'uthoriz|no right' 'and is told why'
as alice topics describe "${prefix}seen"
is "$status" 1 'nor describe'

allow Describe "${prefix}seen" "${prefix}hidden"
visible() {
    as alice topics list "$prefix*" -o tsv
    [ "$(grep -c "^$prefix" "$work/out")" = 2 ]
}
ok 'with the right to describe she sees them' wait_for 20 visible
as alice topics plan m.yaml
is "$status" 1 'a plan needs the settings too'
like "$err" "settings of topic '${prefix}(seen|hidden)'" 'and says whose'
like "$err" 'DescribeConfigs' 'and which right is missing'

allow DescribeConfigs "${prefix}seen" "${prefix}hidden"
settled() {
    as alice topics plan m.yaml --check
    [ "$status" = 0 ]
}
ok 'with it the plan is empty' wait_for 20 settled
as alice topics alter "${prefix}seen" -c retention.ms=8d
is "$status" 1 'no right to alter'
like "$out" 'refused +you have no right to change its settings' 'refused in the preflight'
as alice topics plan m.yaml --prefix "${prefix}new."
is "$status" 0 'a plan needs no right to create'
like "$out" 'not checked by the broker' 'but says that the broker did not check it'
as alice topics init m.yaml --prefix "${prefix}new."
is "$status" 1 'an init does'
as admin topics list "${prefix}new.*" -o tsv
unlike "$out" "$prefix" 'and nothing was created'
as alice topics delete "${prefix}seen" --execute
is "$status" 1 'no right to delete'
like "$err" "${prefix}seen.*AUTHORIZATION" 'which topic, and why'
done_testing
