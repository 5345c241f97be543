#!/bin/sh
# gen.sh - writes what is generated from the command tables, or compares it with what is committed.
# gen.sh BINARY [--check]
set -eu
case $#:${2-} in
    1: | 2:--check) ;;
    *) echo "usage: gen.sh BINARY [--check]" >&2; exit 2 ;;
esac
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
check=${2:+yes}
# shellcheck disable=SC2016 # the quotes are Markdown's
begin='<!-- The command reference: written by `make gen`, do not edit. -->'
end='<!-- End of the command reference. -->'
scrap=$(mktemp -d)
trap 'rm -rf "$scrap"' EXIT
cd "$(dirname "$0")/.."
status=0

# Takes stdin as what the file has to be.
give() {
    cat >"$scrap/new"
    if cmp -s "$scrap/new" "$1"; then
        return
    elif [ -n "$check" ]; then
        echo "gen.sh: $1 is not what the tables say; run 'make gen' and commit it" >&2
        diff -u "$1" "$scrap/new" >&2 || :
        status=1
    else
        mkdir -p "$(dirname "$1")"
        cat "$scrap/new" >"$1"
        echo "gen.sh: wrote $1"
    fi
}

"$binary" help --man >"$scrap/man"
give packaging/ktool.1 <"$scrap/man"
"$binary" completion bash >"$scrap/bash"
give completions/ktool.bash <"$scrap/bash"
"$binary" completion zsh >"$scrap/zsh"
give completions/_ktool <"$scrap/zsh"
"$binary" completion fish >"$scrap/fish"
give completions/ktool.fish <"$scrap/fish"

"$binary" help --markdown >"$scrap/reference"
if ! grep -qxF "$begin" README.md || ! grep -qxF "$end" README.md; then
    echo "gen.sh: README.md lacks the lines around the command reference:" >&2
    printf '%s\n%s\n' "$begin" "$end" >&2
    exit 1
fi
awk -v begin="$begin" -v end="$end" -v reference="$scrap/reference" '
    $0 == end { inside = 0 }
    !inside { print }
    $0 == begin { inside = 1; print ""; while ((getline line < reference) > 0) print line; print "" }
' README.md >"$scrap/readme"
give README.md <"$scrap/readme"

mandoc -Tlint -W warning packaging/ktool.1
exit $status
