#!/usr/bin/env bash
# reproducible.t - two builds in different folders give the same bytes.
set -uo pipefail
scrap=$(mktemp -d "${TMPDIR:-/tmp}/ktool-same.XXXXXX")
trap 'rm -rf "$scrap"' EXIT

# build FOLDER: the files of this tree, built there.
build() {
    mkdir -p "$1"
    git ls-files -z -- Makefile cmd src include | xargs -0 tar -cf - | tar -xf - -C "$1"
    make -C "$1" VARIANT=release RDKAFKA= CC="${CC:-cc}" build/release/ktool >"$1/log" 2>&1 ||
        { sed 's/^/# /' "$1/log"; return 1; }
}

echo 1..2
if build "$scrap/a" && build "$scrap/another/and deeper"; then
    echo "ok 1 - built twice"
else
    echo "not ok 1 - built twice"
fi
if cmp "$scrap/a/build/release/ktool" "$scrap/another/and deeper/build/release/ktool" >&2; then
    echo "ok 2 - the same bytes"
else
    echo "not ok 2 - the same bytes"
    exit 1
fi
