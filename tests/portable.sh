#!/bin/sh
# portable.sh - the pure layers and their unit tests elsewhere: another libc, the other sign of
# char, another processor, the other order of bytes. Prints TAP. Nothing is ever skipped.
set -eu

layers='base model plan'
cd "$(dirname "$0")/.."

need() {
    command -v "$1" >/dev/null 2>&1 && return
    case "$missing " in *" $2 "*) ;; *) missing="$missing $2" ;; esac
}

missing=
need musl-gcc musl-tools
need aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
need s390x-linux-gnu-gcc gcc-s390x-linux-gnu
need qemu-aarch64 qemu-user
need qemu-s390x qemu-user
need xz xz-utils
if test -n "$missing"; then
    echo "Bail out! missing:$missing (apt-get install$missing)"
    exit 1
fi

# A make that called us must not hand its own variables on.
unset MAKEFLAGS MFLAGS MAKELEVEL CFLAGS CPPFLAGS LDFLAGS
make=${MAKE:-make}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
count=0
failed=0

answer() { # STATUS DESCRIPTION LOG
    count=$((count + 1))
    if test "$1" -eq 0; then
        echo "ok $count - $2"
    else
        failed=$((failed + 1))
        echo "not ok $count - $2"
        tail -n 40 "$3" | sed 's/^/# /'
    fi
}

programs() {
    for layer in $layers; do
        for file in tests/unit/"$layer"/test_*.c; do
            test ! -f "$file" || basename "$file" .c
        done
    done
}

target() { # NAME RUNNER CC [FLAG...]
    name=$1 runner=$2
    shift 2
    log=$scratch/$name
    b=build/portable/$name
    status=0
    cmocka=$(tests/cmocka.sh "$name" "$@" 2>"$log") || status=$?
    if test $status -eq 0; then
        programs | sed "s|^|$b/unit/|" | xargs "$make" -j2 VARIANT=release DEVELOPER=1 CC="$*" \
            B="$b" CPPFLAGS="-isystem $cmocka" CFLAGS_release=-O2 LDFLAGS_release=-static \
            CMOCKA_LIBS="$cmocka/libcmocka.a" >"$log" 2>&1 || status=$?
    fi
    answer $status "$name: build" "$log"
    test $status -eq 0 || return 0
    for program in $(programs); do
        status=0
        $runner "$b/unit/$program" >"$log" 2>&1 || status=$?
        answer $status "$name: $program" "$log"
    done
}

target musl '' musl-gcc
target unsigned-char '' gcc -funsigned-char
target arm64 qemu-aarch64 aarch64-linux-gnu-gcc
target s390x qemu-s390x s390x-linux-gnu-gcc
echo "1..$count"
test "$failed" -eq 0
