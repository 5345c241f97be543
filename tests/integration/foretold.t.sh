#!/usr/bin/env bash
# foretold.t.sh - what a plan foretells is what is there after the init: the plan engine's simulation against real
# Kafka, for each platform's manifest and for a set that creates, grows, sets and unsets.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 1

foretold() { run "$(dirname "$KT_BIN")/foretold" "$@"; }

environment=local
[ "$KT_NODES" = 3 ] && environment=production
for platform in techshop showoff ecommerce caas delivery; do
    foretold $environment "$prefix$platform." "topics/$platform.yaml"
    is "$status" 0 "$platform -E $environment: all as foretold" || diag "$out$err"
    like "$out" '^[1-9][0-9]* operations' 'and there was something to foretell'
done

cat >"$work/m.yaml" <<'END'
version: 1
defaults: { partitions: 2, replicationFactor: 1 }
environments: { before: {}, after: { topics: {
  grown: { partitions: 5, key: /id }, changed: { retention: 1h, config: { segment.ms: null } },
  unset: { config: { cleanup.policy: null, max.message.bytes: null } } } } }
topics:
  grown: { retention: 7d }
  changed: { retention: 7d, config: { segment.ms: 1d } }
  unset: { config: { cleanup.policy: compact, max.message.bytes: 2MB } }
END
foretold before "$prefix" "$work/m.yaml"
is "$status" 0 'three topics' || diag "$out$err"
foretold after "$prefix" "$work/m.yaml"
is "$status" 0 'grown, changed and unset as foretold' || diag "$out$err"
like "$out" '^5 operations' 'five operations in all'
is "$(judge "$prefix" | grep -E '^(grown|changed|unset)')" "$(printf '%s\n' 'changed 2 1 retention.ms=3600000' \
    'grown 5 1 retention.ms=604800000' 'unset 2 1')" "Apache's tools agree"
done_testing
