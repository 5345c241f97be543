#!/usr/bin/env bash
# platforms.t.sh - the five platforms' manifests on an empty cluster: exactly the tables, judged by Apache's tools,
# and a second run that sends no write. expected/ was written by hand from the platforms' own tables.
. "$(dirname "$0")/lib.sh"
cd "$root" || exit 1

environment=local
[ "$KT_NODES" = 3 ] && environment=production
tenants=(--set tenant_id=acme --set tenant_id=globex)

init() { # init PLATFORM ENVIRONMENT [ARGS...]
    wired -- topics init "$1" -E "$2" --prefix "$prefix$1.$2." "${@:3}"
}

both() { # both PLATFORM ENVIRONMENT [ARGS...]: first run, second run
    init "$@"
    is "$status" 0 "$1 -E $2: init succeeds" || diag "$err"
    ok "$1 -E $2: one write creates all" [ "$(writes)" = 1 ]
    init "$@"
    is "$status" 0 "$1 -E $2: the second init succeeds"
    is "$(writes)" 0 "$1 -E $2: it sends no write"
    like "$out" '^0 changes: ' "$1 -E $2: and says so"
    wired -- topics plan "$1" -E "$2" --prefix "$prefix$1.$2." --check "${@:3}"
    is "$status" 0 "$1 -E $2: plan --check finds nothing"
}

for platform in techshop showoff ecommerce delivery; do both $platform $environment; done
both caas $environment "${tenants[@]}"
expected=(techshop showoff ecommerce delivery caas)
cases=("${expected[@]/%/.$environment}")
if [ "$KT_NODES" = 3 ]; then
    both techshop high-throughput
    cases+=(techshop.high-throughput)
fi

judge "$prefix" >"$work/judged" || bail_out "Apache's tools do not answer"
for case in "${cases[@]}"; do
    sed -n "s/^$case\\.//p" "$work/judged" >"$work/got"
    same "$work/got" "$root/tests/integration/expected/$case" "$case is as the platform's table says"
done

# A tenant comes and goes, whatever else has drifted.
like "$(cat "$work/judged")" 'audit-events .*retention.ms=31536000000' '365 days do not fit 32 bits and survive'
kt topics delete -m caas -E $environment --prefix "${prefix}caas.$environment." --set tenant_id=globex --execute
is "$status" 0 "a tenant's topics are deleted"
like "$out" '^5 of 5 topics deleted' 'all five of them'
kt topics list "${prefix}caas.*globex*"
unlike "$out" globex 'they are gone'
kt topics list "${prefix}caas.*acme*" -o tsv
is "$(wc -l <"$work/out")" 6 "the other tenant's topics stay"
done_testing
