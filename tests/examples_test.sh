#!/bin/sh
# examples_test.sh - every example of every command's help runs, against the fake cluster.
# examples_test.sh BINARY   BINARY: build/<variant>/ktool-fake. Prints TAP.
set -eu
[ $# -eq 1 ] || { echo "usage: examples_test.sh BINARY" >&2; exit 2; }
root=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
scrap=$(mktemp -d)
trap 'rm -rf "$scrap"' EXIT

mkdir "$scrap/bin" "$scrap/home"
ln -s "$binary" "$scrap/bin/ktool"
PATH=$scrap/bin:$PATH
HOME=$scrap/home
export PATH HOME
unset XDG_CONFIG_HOME
for name in $(env | sed -n 's/^\(KAFKA_[A-Z0-9_]*\|KTOOL_[A-Z0-9_]*\)=.*/\1/p'); do
    unset "$name"
done

# What the examples speak of: a platform's topic that has grown behind, a tenant, a chat.
cat >"$scrap/state.json" <<'STATE'
{"topics": {
  "user-events": {"partitions": 3, "replication": 1, "config": {"retention.ms": "604800000"},
                  "records": 120},
  "chat.new_message": {"partitions": 3, "replication": 3, "records": 7},
  "chat.messages.acme": {"partitions": 16, "replication": 1, "records": 9},
  "__consumer_offsets": {"partitions": 50, "replication": 3}
}}
STATE

ktool help --examples >"$scrap/examples"
[ -s "$scrap/examples" ] || { echo "Bail out! 'help --examples' prints nothing"; exit 1; }
echo "1..$(grep -c . "$scrap/examples")"
n=0
failed=0
while IFS= read -r example; do
    n=$((n + 1))
    rm -rf "$scrap/folder"
    mkdir "$scrap/folder"
    cp -R "$root/topics" "$scrap/folder/topics"
    status=0
    (cd "$scrap/folder" && KTOOL_FAKE_STATE=$scrap/state.json sh -c "$example") \
        >"$scrap/out" 2>&1 </dev/null || status=$?
    case $status in
        0 | 3) echo "ok $n - $example" ;;
        *)
            failed=1
            echo "not ok $n - $example"
            sed 's/^/# /' "$scrap/out"
            echo "# exit status $status"
            ;;
    esac
done <"$scrap/examples"
exit $failed
