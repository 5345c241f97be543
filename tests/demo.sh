#!/usr/bin/env bash
# demo.sh KTOOL - one real Kafka node, the topics of five platforms created on it, and a second run that finds
# nothing to do. What is printed is what ktool prints.
set -euo pipefail
cd "$(dirname "$0")/.."
ktool=$(realpath "${1:?usage: demo.sh KTOOL}")
version=${KAFKA:-4.3.1}
dir=$(mktemp -d "${TMPDIR:-/tmp}/ktool-demo.XXXXXX")
trap 'tests/broker/kafka stop "$dir" >/dev/null 2>&1 || true; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM

bold='' plain=''
[ ! -t 1 ] || bold=$'\033[1m' plain=$'\033[0m'
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
run() { # shows and runs one command line; patterns are shown in quotes, as they have to be typed
    local word line=ktool
    for word; do
        case $word in *[*?]*) word="'$word'" ;; esac
        line+=" $word"
    done
    printf '%s$ %s%s\n' "$bold" "$line" "$plain"
    "$ktool" "$@"
    echo
}
export KTOOL_ENV=local
unset KAFKA_ENABLED

say "One node of Apache Kafka $version starts..."
tests/broker/kafka start --version "$version" --nodes 1 "$dir"
KTOOL_BROKERS=$(tests/broker/kafka brokers "$dir")
export KTOOL_BROKERS

say "Every platform's topics, each under its own prefix:"
for platform in techshop showoff ecommerce delivery; do
    run topics init "$platform" --prefix "$platform."
done
run topics init caas --prefix caas. --set tenant_id=acme --set tenant_id=globex

say "The same again: nothing is left to do, and nothing is sent."
for platform in techshop showoff ecommerce delivery; do
    run topics init "$platform" --prefix "$platform."
done
run topics init caas --prefix caas. --set tenant_id=acme --set tenant_id=globex

say "What is there:"
run topics list 'ecommerce.*'
run topics describe techshop.users-event -m techshop --prefix techshop.

say "Somebody changes a topic by hand; the plan tells, init repairs."
run topics alter delivery.notifications -c retention.ms=60d
run topics plan delivery --prefix delivery. --check || echo "(exit status $?)"
run topics init delivery --prefix delivery.
say "The node is stopped and its data removed."
