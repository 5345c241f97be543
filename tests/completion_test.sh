#!/usr/bin/env bash
# completion_test.sh - the completion scripts, asked by the shells they are for. Prints TAP.
# completion_test.sh BINARY   BINARY: build/<variant>/ktool-fake
# shellcheck disable=SC2016,SC2317 # the shells asked shall see the text; ask_$shell calls them
set -u
[ $# -eq 1 ] || { echo "usage: completion_test.sh BINARY" >&2; exit 2; }
root=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
scrap=$(mktemp -d)
trap 'rm -rf "$scrap"' EXIT

mkdir -p "$scrap/bin" "$scrap/home" "$scrap/folder/topics" "$scrap/folder/sub"
ln -s "$binary" "$scrap/bin/ktool"
export PATH=$scrap/bin:$PATH HOME=$scrap/home KTOOL_FAKE_STATE=$scrap/state.json
unset XDG_CONFIG_HOME
cp "$root/topics/techshop.yaml" "$root/topics/caas.yaml" "$scrap/folder/topics"
echo 'bootstrap.servers=b:1' >"$scrap/folder/kafka.properties"
cp "$root/topics/delivery.yaml" "$scrap/folder/mine.yaml"
cat >"$scrap/state.json" <<'STATE'
{"topics": {"order-events": {"partitions": 1, "replication": 1},
            "order-archive": {"partitions": 1, "replication": 1},
            "user-events": {"partitions": 1, "replication": 1}},
 "groups": ["ecommerce-consumers", "a b", "$(touch pwned)"]}
STATE
ktool completion bash >"$scrap/ktool.bash"
ktool completion zsh >"$scrap/_ktool"
ktool completion fish >"$scrap/ktool.fish"
mkdir -p "$HOME/.config/ktool"
printf '[prod]\nprotected=true\ncluster.id=p\n[staging]\n' >"$HOME/.config/ktool/config"
cd "$scrap/folder" || exit 1

# Each prints the words offered for a line, one a line.
ask_bash() {
    LINE=$1 bash --norc -c '
        . "$0/ktool.bash"
        COMP_LINE=$LINE COMP_POINT=${#LINE} COMPREPLY=()
        _ktool
        [ ${#COMPREPLY[@]} -eq 0 ] || printf "%s\n" "${COMPREPLY[@]}"' "$scrap" 2>&1
}
ask_fish() {
    LINE=$1 fish --no-config -c '
        source $argv[1]/ktool.fish
        complete -C "$LINE" | string replace -r "\t.*" ""' "$scrap" 2>&1
}
# zsh completes on a terminal only. One shell on one pseudo-terminal answers all questions: compadd
# notes what it was given, and a key behind the tab says that the answer is whole.
cat >"$scrap/ask.zsh" <<'ZSH'
zmodload zsh/zpty zsh/zselect
scrap=$1
zpty shell "zsh -f -i"
zpty -w shell "source $scrap/setup.zsh"
wait_for() { # FILE: until it is there
    local i chunk
    for ((i = 0; i < 1000; i++)); do
        [[ -e $1 ]] && return
        while zpty -r -t shell chunk; do :; done
        zselect -t 1
    done
    print "no $1"
    exit 1
}
wait_for $scrap/ready
for ((question = 1; ; question++)); do
    IFS= read -r line || break
    : >$scrap/found
    rm -f $scrap/done
    zpty -w -n shell "$line"$'\t\x18'
    wait_for $scrap/done
    cp $scrap/found $scrap/zsh.$question
done
zpty -d shell
ZSH
cat >"$scrap/setup.zsh" <<ZSH
PS1= PS2= RPS1= LISTMAX=1000 KEYTIMEOUT=1
scrap='$scrap'
fpath=(\$scrap \$fpath)
autoload -U compinit
compinit -u -d \$scrap/dump
ZSH
cat >>"$scrap/setup.zsh" <<'ZSH'
compadd() {
    if (( ! ${@[(I)-(O|A|D)*]} )); then
        local -a __offered
        builtin compadd -O __offered "$@"
        print -rl -- $__offered >>$scrap/found
    fi
    builtin compadd "$@"
}
whole-answer() {
    print >$scrap/done
    zle kill-whole-line
}
zle -N whole-answer
bindkey '^X' whole-answer
print >$scrap/ready
ZSH
zsh_questions=0

n=0
failed=0
report() { # ok? name; the answer is in $answer
    n=$((n + 1))
    if [ "$1" = yes ]; then
        echo "ok $n - $2"
    else
        failed=1
        echo "not ok $n - $2"
        printf '%s\n' "$answer" | sed 's/^/# /'
    fi
}
# offers SHELL LINE WORD... : every word is offered; a word with a leading "!" is not.
offers() {
    local shell=$1 line=$2 word good=yes
    shift 2
    if [ "$shell" = zsh ]; then
        zsh_questions=$((zsh_questions + 1))
        answer=$(cat "$scrap/zsh.$zsh_questions" 2>&1)
    else
        answer=$("ask_$shell" "$line")
    fi
    for word; do
        case $word in
            !*) grep -qxF -e "${word#!}" <<<"$answer" && good=no ;;
            *) grep -qxF -e "$word" <<<"$answer" || good=no ;;
        esac
    done
    report $good "$shell: '$line' offers $*"
}

# Lines, and the words that every shell has to offer for each.
questions=(
    'ktool '
    "topics help version completion !completion-words"
    'ktool to'
    "topics"
    'ktool topics '
    "plan init list describe"
    'ktool topic pl'
    "plan !list"
    'ktool -v topics pl'
    "plan"
    'ktool topics plan --che'
    "--check"
    'ktool topics list --b'
    "--brokers"
    'ktool topics list --che'
    "!--check"
    'ktool topics list -o '
    "table json yaml tsv"
    'ktool topics describe order-'
    "order-events order-archive !user-events"
    'ktool topics plan '
    "techshop caas mine.yaml"
    'ktool topics plan tech'
    "techshop !caas"
    'ktool topics plan techshop -E '
    "local production high-throughput"
    'ktool topics plan --save-plan kaf'
    "kafka.properties"
    'ktool topics list --context '
    "prod staging"
    'ktool topics create x --yes-on p'
    "prod !staging"
    'ktool completion '
    "bash zsh fish"
)
for ((i = 0; i < ${#questions[@]}; i += 2)); do
    printf '%s\n' "${questions[i]}"
done | zsh -f "$scrap/ask.zsh" "$scrap"
for shell in bash zsh fish; do
    for ((i = 0; i < ${#questions[@]}; i += 2)); do
        read -ra wanted <<<"${questions[i + 1]}"
        offers $shell "${questions[i]}" "${wanted[@]}"
    done
done
offers bash 'ktool topics list --output=js' json
offers bash 'ktool topics plan m' mine.yaml '!kafka.properties'

# words NAME EXPECTED KIND LINE... : the hidden command itself.
words() {
    local name=$1 expected=$2 good=no
    shift 2
    answer=$(ktool completion-words "$@" 2>&1) && [ "$answer" = "$expected" ] && good=yes
    report $good "completion-words: $name"
}
words 'groups' "\$(touch pwned)"$'\na b\necommerce-consumers' group
words 'contexts' $'prod\nstaging' context -- topics list --context
words 'an unknown kind is silent' '' nonsense
words 'a half-typed line is no fault' 'local
production' environment -- topics plan mine.yaml --wrong -E
words 'a file that is missing is silent' '' topic -- -F missing.properties topics list
echo 'KAFKA_SSL_ENABLED=perhaps' >.env
words 'a broken .env is silent' '' topic -- topics list
words 'the env file on the line counts' 'order-archive
order-events
user-events' topic -- --env-file= topics list
rm .env
echo '{"unreachable": true}' >"$scrap/state.json"
words 'no cluster is silent' '' topic -- topics describe
words 'no cluster, no groups' '' group -- topics describe

# A group may be called anything; bash must neither run it nor lose it.
answer=$(bash --norc -c '
    . "$0/ktool.bash"
    cur="" COMPREPLY=()
    _ktool_offer < <(printf "%s\n" "\$(touch pwned)" "a b")
    printf "%s\n" "${COMPREPLY[@]}"' "$scrap" 2>&1)
good=no
[ "$answer" = '\$\(touch\ pwned\)
a\ b' ] && [ ! -e pwned ] && good=yes
report $good 'bash: names are quoted'

if bash -n "$scrap/ktool.bash" && zsh -n "$scrap/_ktool" && fish -n "$scrap/ktool.fish"; then
    answer='' good=yes
else
    answer='' good=no
fi
report $good 'the scripts parse'
echo "1..$n"
exit $failed
