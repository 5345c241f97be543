#!/bin/sh
# cmocka.sh - cmocka for compilers that the distribution has no package for.
# usage: tests/cmocka.sh NAME CC [FLAG...]   prints the folder that holds cmocka.h and libcmocka.a
# The source comes from the distribution's own source package, pinned, and is kept in the cache.
set -eu

version=1.1.5
sha256=f0ccd8242d55e2fd74b16ba518359151f6f8383ff8aef4976e48393f77bba8b6
cache=${KTOOL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ktool}
source=$cache/cmocka_$version.orig.tar.xz

say() {
    printf 'cmocka.sh: %s\n' "$*" >&2
}

is_pinned() {
    test -f "$1" && printf '%s  %s\n' "$sha256" "$1" | sha256sum -c --status -
}

# Asks the places that this machine already takes its packages from, in lists of our own: nothing of
# the machine changes.
fetch() {
    tmp=$(mktemp -d "$cache/fetch.XXXXXX")
    trap 'rm -rf "$tmp"' EXIT
    mkdir -p "$tmp/parts" "$tmp/lists/partial" "$tmp/cache/archives/partial"
    for file in /etc/apt/sources.list.d/*.sources; do
        test ! -f "$file" || sed 's/^Types:.*/Types: deb-src/' "$file" >"$tmp/parts/${file##*/}"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        test ! -f "$file" || sed -n 's/^deb /deb-src /p' "$file" >"$tmp/parts/${file##*/}.list"
    done
    set -- -q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$tmp/parts" \
        -o "Dir::State::lists=$tmp/lists" -o "Dir::Cache=$tmp/cache" -o APT::Sandbox::User=root
    (cd "$tmp" && apt-get "$@" update && apt-get "$@" source --download-only cmocka) \
        >"$tmp/log" 2>&1 || true
    if ! is_pinned "$tmp/${source##*/}"; then
        sed 's/^/# /' "$tmp/log" >&2
        say "no source package of cmocka $version here; put ${source##*/} into $cache"
        exit 1
    fi
    mv "$tmp/${source##*/}" "$source"
    rm -rf "$tmp"
    trap - EXIT
}

name=$1
shift
# Other flags or another compiler make another library.
id=$(printf '%s\n' "$version" "$("$1" --version | head -n 1)" "$@" | sha256sum | cut -c 1-12)
out=$cache/cmocka-$name-$id
if test ! -f "$out/libcmocka.a"; then
    mkdir -p "$cache"
    is_pinned "$source" || fetch
    work=$(mktemp -d "$cache/build.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    tar -xJf "$source" -C "$work" --strip-components=1
    mkdir "$work/out"
    cp "$work"/include/cmocka.h "$work/out"
    # What its CMake would find out on any POSIX system.
    "$@" -O2 -g0 -std=gnu99 -I"$work/include" -DHAVE_SIGNAL_H=1 -DHAVE_STRINGS_H=1 \
        -DHAVE_INTTYPES_H=1 -DHAVE_MALLOC_H=1 -DHAVE_STRUCT_TIMESPEC=1 -DHAVE_CLOCK_GETTIME=1 \
        -DHAVE_CLOCK_REALTIME=1 -DHAVE_SNPRINTF=1 -DHAVE_VSNPRINTF=1 -DHAVE_STRSIGNAL=1 \
        -DHAVE_GCC_THREAD_LOCAL_STORAGE=1 -c "$work/src/cmocka.c" -o "$work/cmocka.o"
    ar rcs "$work/out/libcmocka.a" "$work/cmocka.o"
    mv "$work/out" "$out" 2>/dev/null || test -f "$out/libcmocka.a"
fi
printf '%s\n' "$out"
