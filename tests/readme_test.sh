#!/usr/bin/env bash
# readme_test.sh BINARY - README's table of scripts: each ktool line is a right one, and each that is marked "(later)"
# names a command that is not there yet. BINARY: build/<variant>/ktool-fake. Prints TAP.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 2
root=$PWD
binary=$(realpath "${1:?usage: readme_test.sh BINARY}")
scrap=$(mktemp -d "${TMPDIR:-/tmp}/ktool-readme.XXXXXX")
trap 'rm -rf "$scrap"' EXIT
mkdir "$scrap/bin" "$scrap/home"
ln -s "$binary" "$scrap/bin/ktool"
ln -s "$root/topics" "$scrap/topics"

# What the table speaks of; Delivery's topic is from the time of one broker.
cat >"$scrap/state.json" <<'STATE'
{"topics": {
  "users-event": {"partitions": 3, "replication": 3, "records": 5},
  "order-events": {"partitions": 6, "replication": 3, "config": {"retention.ms": "2592000000"}},
  "chat-messages": {"partitions": 3, "replication": 1},
  "chat.messages.tenant-123": {"partitions": 16, "replication": 3, "records": 9},
  "t": {"partitions": 3, "replication": 1}
}}
STATE

# commands: "now" or "later", a blank, and the line, of every span that begins with ktool.
commands() {
    awk '/^## / { section = $0 == "## Coming from a platform\047s scripts" }
         section && /^\|/ {
             for (rest = $0; match(rest, /`ktool [^`]*`/); rest = after) {
                 after = substr(rest, RSTART + RLENGTH)
                 print (after ~ /^ \(later\)/ ? "later" : "now"), substr(rest, RSTART + 1, RLENGTH - 2)
             }
         }' README.md | sort -u
}

# run LINE: sets out and code. 0, 1 and 3 are answers of a cluster; 2 is a line that ktool does not understand.
run() {
    out=$(cd "$scrap" && env -i PATH="$scrap/bin:/usr/bin:/bin" HOME="$scrap/home" \
        KTOOL_FAKE_STATE="$scrap/state.json" sh -c "$1" 2>&1 </dev/null)
    code=$?
}

mapfile -t lines < <(commands)
echo "1..${#lines[@]}"
[ ${#lines[@]} -gt 0 ] || exit 1
n=0 status=0
for entry in "${lines[@]}"; do
    n=$((n + 1))
    when=${entry%% *} line=${entry#* }
    run "$line"
    if [ "$when" = now ] && [[ $code =~ ^[013]$ ]]; then
        echo "ok $n - $line: $code"
    elif [ "$when" = later ] && [ $code -eq 2 ] && [[ $out == *"unknown command"* ]]; then
        echo "ok $n - $line: not yet"
    else
        echo "not ok $n - $line ($when): $code"
        sed 's/^/# /' <<<"$out"
        status=1
    fi
done
exit $status
