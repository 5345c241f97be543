# bash completion for ktool, written by `ktool completion bash`. Do not edit.
# shellcheck shell=bash

# Offers the lines of stdin that begin with the current word.
_ktool_offer() {
    local word
    while IFS= read -r word; do
        [[ $word == "$cur"* ]] || continue
        printf -v word %q "$word"
        COMPREPLY+=("$word")
    done
}

_ktool_files() {
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
        [[ -d $word || -z $1 || $word == *.yaml || $word == *.yml ]] && COMPREPLY+=("$word")
    done < <(compgen -f -- "$cur")
}

_ktool_walk() {
    case "$at $word" in
        ' topics' | ' topic') at='topics' ;;
        'topics list' | 'topics ls') at='topics list' ;;
        'topics describe') at='topics describe' ;;
        'topics plan') at='topics plan' ;;
        'topics init' | 'topics apply') at='topics init' ;;
        'topics create') at='topics create' ;;
        'topics alter') at='topics alter' ;;
        'topics export') at='topics export' ;;
        'topics delete') at='topics delete' ;;
        ' cluster') at='cluster' ;;
        'cluster info') at='cluster info' ;;
        'cluster health') at='cluster health' ;;
        ' config') at='config' ;;
        'config show') at='config show' ;;
        'config contexts') at='config contexts' ;;
        ' help') at='help' ;;
        ' version') at='version' ;;
        ' completion') at='completion' ;;
    esac
}

# What the value of an option is; fails when it takes none.
_ktool_value() {
    case $1 in
        'topics describe':-m | 'topics describe':--manifest) kind='manifest' ;;
        'topics describe':--set) kind='nothing' ;;
        'topics describe':--prefix) kind='nothing' ;;
        'topics plan':--set) kind='nothing' ;;
        'topics plan':--only) kind='topic' ;;
        'topics plan':--except) kind='topic' ;;
        'topics plan':--prefix) kind='nothing' ;;
        'topics plan':--save-plan) kind='file' ;;
        'topics plan':--reassignment) kind='file' ;;
        'topics init':--set) kind='nothing' ;;
        'topics init':--only) kind='topic' ;;
        'topics init':--except) kind='topic' ;;
        'topics init':--prefix) kind='nothing' ;;
        'topics init':--plan) kind='file' ;;
        'topics init':--wait) kind='nothing' ;;
        'topics init':--ready-timeout) kind='nothing' ;;
        'topics create':-p | 'topics create':--partitions) kind='nothing' ;;
        'topics create':-r | 'topics create':--replication-factor) kind='nothing' ;;
        'topics create':-c | 'topics create':--config) kind='nothing' ;;
        'topics create':--ready-timeout) kind='nothing' ;;
        'topics alter':-p | 'topics alter':--partitions) kind='nothing' ;;
        'topics alter':-r | 'topics alter':--replication-factor) kind='nothing' ;;
        'topics alter':-c | 'topics alter':--config) kind='nothing' ;;
        'topics alter':--ready-timeout) kind='nothing' ;;
        'topics delete':-m | 'topics delete':--manifest) kind='manifest' ;;
        'topics delete':--set) kind='nothing' ;;
        'topics delete':--prefix) kind='nothing' ;;
        'cluster health':--wait) kind='nothing' ;;
        'cluster health':--allow) kind='words degraded' ;;
        'cluster health':-m | 'cluster health':--manifest) kind='manifest' ;;
        'cluster health':--set) kind='nothing' ;;
        'cluster health':--prefix) kind='nothing' ;;
        *:-b | *:--brokers | *:--bootstrap-server) kind='nothing' ;;
        *:-X) kind='nothing' ;;
        *:-F | *:--config | *:--command-config) kind='file' ;;
        *:--context) kind='context' ;;
        *:--yes-on) kind='context' ;;
        *:--env-file) kind='file' ;;
        *:--password-file) kind='file' ;;
        *:--token-command) kind='nothing' ;;
        *:--token-file) kind='file' ;;
        *:-E | *:--env) kind='environment' ;;
        *:-o | *:--output) kind='words table json yaml tsv' ;;
        *:--timeout) kind='nothing' ;;
        *) return 1 ;;
    esac
}

_ktool_options() {
    printf '%s\n' -b --brokers --bootstrap-server -X -F --config --command-config --context --yes-on --env-file --password-file --token-command --token-file -E --env -o --output --timeout -v --verbose -q --quiet --no-color -h --help
    case $at in
        'topics list') printf '%s\n' -i --internal --under-replicated --offline --under-min-isr ;;
        'topics describe') printf '%s\n' -a --all-configs -m --manifest --set --prefix ;;
        'topics plan') printf '%s\n' -c --check --strict --set --only --except --prefix --keep-rf --grow-keyed --allow-loss --unset --render --save-plan --reassignment ;;
        'topics init') printf '%s\n' -n --dry-run --set --only --except --prefix --keep-rf --grow-keyed --allow-loss --unset --plan --wait --ready-timeout ;;
        'topics create') printf '%s\n' -p --partitions -r --replication-factor -c --config -n --dry-run --ready-timeout ;;
        'topics alter') printf '%s\n' -p --partitions -r --replication-factor -c --config --keep-rf --grow-keyed --allow-loss --unset -n --dry-run --ready-timeout ;;
        'topics delete') printf '%s\n' --execute -m --manifest --set --prefix ;;
        'cluster health') printf '%s\n' --wait --allow --groups -m --manifest --set --prefix ;;
        'help') printf '%s\n' --man --markdown --examples ;;
    esac
}

# What an operand is, or the next word of a command.
_ktool_operand() {
    case $at in
        '') kind='words topics cluster config help version completion' ;;
        'topics') kind='words list ls describe plan init apply create alter export delete' ;;
        'topics list') kind='topic' ;;
        'topics describe') kind='topic' ;;
        'topics plan') kind='manifest' ;;
        'topics init') kind='manifest' ;;
        'topics alter') kind='topic' ;;
        'topics export') kind='topic' ;;
        'topics delete') kind='topic' ;;
        'cluster') kind='words info health' ;;
        'config') kind='words show contexts' ;;
        'completion') kind='words bash zsh fish' ;;
    esac
}

_ktool() {
    local cur='' at='' kind='' word last=''
    local -a line
    COMPREPLY=()
    # Not COMP_WORDS: bash splits them at '=' and ':'.
    read -ra line <<<"${COMP_LINE:0:COMP_POINT}"
    if [[ ${COMP_LINE:COMP_POINT-1:1} != [[:space:]] ]]; then
        cur=${line[${#line[@]}-1]}
        unset "line[${#line[@]}-1]"
    fi
    for word in "${line[@]:1}"; do
        _ktool_walk
        last=$word
    done
    if [[ $cur == --*=* ]]; then
        last=${cur%%=*}
        cur=${cur#*=}
    fi
    if [[ $last == -* ]] && _ktool_value "$at:$last"; then
        :
    elif [[ $cur == -* ]]; then
        kind=options
    else
        _ktool_operand
    fi
    case $kind in
        options) _ktool_offer < <(_ktool_options) ;;
        file) _ktool_files '' ;;
        words*) _ktool_offer < <(printf '%s\n' ${kind#words}) ;;
        topic | group | environment | context | manifest)
            _ktool_offer < <(ktool completion-words "$kind" -- "${line[@]:1}" 2>/dev/null)
            [[ $kind == manifest ]] && _ktool_files yaml ;;
    esac
}

complete -F _ktool ktool
