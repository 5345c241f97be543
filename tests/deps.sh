#!/usr/bin/env bash
# deps.sh GROUP... - names what building and testing lack, and installs it: build demo test completion lint portable newest slow
# As root or with sudo it runs the package manager; else it prints the command and exits 1. NO_DEPS=1: only says it.
set -euo pipefail

# What for | how to see that it is there | packages of apt | of dnf | of brew. "-": nothing to install there.
# In apt's column a|b is the first that the distribution has.
table() {
    cat <<'END'
build           program cc              gcc libc6-dev           gcc                     -
build           program make            make                    make                    -
build,test      program ar              binutils                binutils                -
build           program pkg-config      pkg-config              pkgconf-pkg-config      pkgconf
build           module rdkafka          librdkafka-dev          librdkafka-devel        librdkafka
build           module jansson          libjansson-dev          jansson-devel           jansson
build           module yaml-0.1         libyaml-dev             libyaml-devel           libyaml
demo,test       java 17                 openjdk-17-jre-headless|openjdk-21-jre-headless  java-21-openjdk-headless  openjdk@21
demo,test       program mvn             maven                   maven                   maven
demo,test       program ps              procps                  procps-ng               -
demo,test       program flock           util-linux              util-linux              flock
demo,test       program sha256sum       coreutils               coreutils               coreutils
test            program openssl         openssl                 openssl                 openssl@3
test            module cmocka           libcmocka-dev           libcmocka-devel         cmocka
test            program prove           perl                    perl-Test-Harness       perl
test            program kcat            kcat                    kcat                    kcat
completion      program zsh             zsh                     zsh                     zsh
completion      program fish            fish                    fish                    fish
lint            program gcc             gcc                     gcc                     gcc
lint            program git             git                     git                     git
lint            program patch           patch                   patch                   -
lint            program clang           clang                   clang                   llvm
lint            program clang-format    clang-format            clang-tools-extra       clang-format
lint            program clang-tidy      clang-tidy              clang-tools-extra       llvm
lint            program cppcheck        cppcheck                cppcheck                cppcheck
lint            program codespell       codespell               codespell               codespell
lint            program shellcheck      shellcheck              ShellCheck              shellcheck
lint,test       program mandoc          mandoc                  mandoc                  mandoc
portable        program musl-gcc        musl-tools              musl-gcc                -
portable        program aarch64-linux-gnu-gcc  gcc-aarch64-linux-gnu libc6-dev-arm64-cross  gcc-aarch64-linux-gnu  -
portable        program s390x-linux-gnu-gcc    gcc-s390x-linux-gnu libc6-dev-s390x-cross    gcc-s390x-linux-gnu    -
portable        program qemu-aarch64    qemu-user               qemu-user               -
portable        program qemu-s390x      qemu-user               qemu-user               -
portable        program xz              xz-utils                xz                      xz
newest          program npm             npm                     npm                     node
newest          module libssl           libssl-dev              openssl-devel           openssl@3
slow            program valgrind        valgrind                valgrind                -
newest          module zlib             zlib1g-dev              zlib-devel              -
END
}

# java_is VERSION: from the file beside the program, for a JVM takes longer to say it than all the rest here.
java_is() {
    local home version
    command -v java >/dev/null || return 1
    home=$(readlink -f "$(command -v java)")
    home=${home%/bin/java}
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
    [ -n "$version" ] || version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
    [ "${version:-0}" -ge "$1" ]
}

# there KIND NAME
there() {
    case $1 in
    program) command -v "$2" >/dev/null ;;
    module) pkg-config --exists "$2" 2>/dev/null ;;
    java) java_is "$2" ;;
    esac
}

# first A|B: the one that apt knows; the last of them when it knows none.
first() {
    local name
    for name in ${1//|/ }; do
        apt-cache show "$name" >/dev/null 2>&1 && break
    done
    echo "$name"
}

# plan: reads the table, sets missing (what is not there) and packages (what brings it, by the manager's names).
plan() {
    local groups probe name columns wanted package column
    case $manager in apt-get) column=1 ;; dnf) column=2 ;; *) column=3 ;; esac
    while IFS= read -r line; do
        read -r groups probe name columns <<<"$line"
        wanted=no
        for group in "${asked[@]}"; do
            case ,$groups, in *",$group,"*) wanted=yes ;; esac
        done
        if [ $wanted = no ] || there "$probe" "$name"; then continue; fi
        missing+=("$probe $name")
        # columns are two blanks apart, packages within a column one
        package=$(awk -F '  +' -v column="$column" '{print $column}' <<<"$columns")
        [ "$package" = - ] || packages+=" $package"
    done < <(table)
}

run() {
    printf '+ %s\n' "$*" >&2
    "$@"
}

asked=("$@")
known=' build demo test completion lint portable newest slow '
for group in "${asked[@]}"; do
    case $known in *" $group "*) ;; *)
        printf 'deps.sh: no group %s; there are:%s\n' "'$group'" "$known" >&2
        exit 2
        ;;
    esac
done
[ ${#asked[@]} -gt 0 ] || { printf 'usage: deps.sh GROUP...; groups:%s\n' "$known" >&2 && exit 2; }

manager=
for candidate in apt-get dnf brew; do
    if command -v $candidate >/dev/null; then
        manager=$candidate
        break
    fi
done
missing=() packages=''
plan
[ ${#missing[@]} -gt 0 ] || exit 0

comma_list() {
    local item text=''
    for item in "${missing[@]}"; do text+=${text:+, }$item; done
    echo "$text"
}

printf 'deps.sh: not there: %s\n' "$(comma_list)" >&2
if [ -z "$manager" ]; then
    echo 'deps.sh: no apt-get, dnf or brew here: please install them by hand' >&2
    exit 1
fi
root=()
if [ "$manager" != brew ] && [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
may=yes
if [ -n "${NO_DEPS:-}" ]; then
    may=no
elif [ ${#root[@]} -gt 0 ] && ! sudo -n true 2>/dev/null; then
    # somebody who sits there can type the password
    if ! command -v sudo >/dev/null || [ ! -t 0 ]; then may=no; fi
fi
if [ "$manager" = apt-get ] && [ $may = yes ]; then
    run "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q update >&2 ||
        echo 'deps.sh: the lists of packages are old' >&2
fi
names=()
for package in $packages; do
    case $package in *'|'*) package=$(first "$package") ;; esac
    case " ${names[*]-} " in *" $package "*) ;; *) names+=("$package") ;; esac
done
case $manager in
apt-get) install=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends) ;;
dnf) install=("${root[@]}" dnf install -y -q) ;;
brew) install=(brew install) ;;
esac
if [ ${#names[@]} -eq 0 ]; then
    echo "deps.sh: $manager has no package for them" >&2
    exit 1
fi
if [ $may = no ]; then
    printf "deps.sh: please run: %s\n" "${install[*]} ${names[*]}" >&2
    exit 1
fi
run "${install[@]}" "${names[@]}" >&2
missing=() packages=''
plan
[ ${#missing[@]} -eq 0 ] || { printf 'deps.sh: still not there: %s\n' "$(comma_list)" >&2 && exit 1; }
