/* complete_bash.c - the completion script for bash, 3.2 and younger, without bash-completion. */
#include <string.h>

#include "complete.h"

/* Names from the cluster are never given to `compgen -W`: it would expand them. */
static const char head[] =
    "# bash completion for ktool, written by `ktool completion bash`. Do not edit.\n"
    "# shellcheck shell=bash\n"
    "\n"
    "# Offers the lines of stdin that begin with the current word.\n"
    "_ktool_offer() {\n"
    "    local word\n"
    "    while IFS= read -r word; do\n"
    "        [[ $word == \"$cur\"* ]] || continue\n"
    "        printf -v word %q \"$word\"\n"
    "        COMPREPLY+=(\"$word\")\n"
    "    done\n"
    "}\n"
    "\n"
    "_ktool_files() {\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    while IFS= read -r word; do\n"
    "        [[ -d $word || -z $1 || $word == *.yaml || $word == *.yml ]] && "
    "COMPREPLY+=(\"$word\")\n"
    "    done < <(compgen -f -- \"$cur\")\n"
    "}\n"
    "\n";

static const char tail[] = "_ktool() {\n"
                           "    local cur='' at='' kind='' word last=''\n"
                           "    local -a line\n"
                           "    COMPREPLY=()\n"
                           "    # Not COMP_WORDS: bash splits them at '=' and ':'.\n"
                           "    read -ra line <<<\"${COMP_LINE:0:COMP_POINT}\"\n"
                           "    if [[ ${COMP_LINE:COMP_POINT-1:1} != [[:space:]] ]]; then\n"
                           "        cur=${line[${#line[@]}-1]}\n"
                           "        unset \"line[${#line[@]}-1]\"\n"
                           "    fi\n"
                           "    for word in \"${line[@]:1}\"; do\n"
                           "        _ktool_walk\n"
                           "        last=$word\n"
                           "    done\n"
                           "    if [[ $cur == --*=* ]]; then\n"
                           "        last=${cur%%=*}\n"
                           "        cur=${cur#*=}\n"
                           "    fi\n"
                           "    if [[ $last == -* ]] && _ktool_value \"$at:$last\"; then\n"
                           "        :\n"
                           "    elif [[ $cur == -* ]]; then\n"
                           "        kind=options\n"
                           "    else\n"
                           "        _ktool_operand\n"
                           "    fi\n"
                           "    case $kind in\n"
                           "        options) _ktool_offer < <(_ktool_options) ;;\n"
                           "        file) _ktool_files '' ;;\n"
                           "        words*) _ktool_offer < <(printf '%s\\n' ${kind#words}) ;;\n"
                           "        topic | group | environment | context | manifest)\n"
                           "            _ktool_offer < <(ktool completion-words \"$kind\" -- "
                           "\"${line[@]:1}\" 2>/dev/null)\n"
                           "            [[ $kind == manifest ]] && _ktool_files yaml ;;\n"
                           "    esac\n"
                           "}\n"
                           "\n"
                           "complete -F _ktool ktool\n";

static void kind_of(FILE *to, enum kt_completes completes, const char *words)
{
    const char *live = kt_live_kind(completes);

    if (words != NULL) {
        (void)fputs("kind='words ", to);
        kt_complete_words(to, words);
        (void)fputc('\'', to);
    } else {
        (void)fprintf(to, "kind='%s'",
                      live != NULL           ? live
                      : completes == KT_FILE ? "file"
                                             : "nothing");
    }
}

static void values(FILE *to, const struct kt_opt *opts, const char *path)
{
    for (const struct kt_opt *o = opts; o != NULL && o->name != NULL; o++) {
        char name[KT_OPT_NAME];
        const char *bar = "";

        if (o->kind == KT_FLAG)
            continue;
        (void)fputs("        ", to);
        if (o->letter != 0 && !o->optional) {
            (void)fprintf(to, "%s:-%c", path, o->letter);
            bar = " | ";
        }
        if (kt_opt_long(o, name)[0] != '\0') {
            (void)fprintf(to, "%s%s:--%s", bar, path, name);
            bar = " | ";
        }
        if (o->alias != NULL)
            (void)fprintf(to, "%s%s:--%s", bar, path, o->alias);
        (void)fputs(") ", to);
        kind_of(to, o->completes, o->kind == KT_WORD ? o->arg : NULL);
        (void)fputs(" ;;\n", to);
    }
}

static void all_values(FILE *to)
{
    (void)fputs("# What the value of an option is; fails when it takes none.\n"
                "_ktool_value() {\n    case $1 in\n",
                to);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        KT_AUTO_STR path = kt_format("'%s'", kt_cmds[i]->path);

        if (!kt_cmds[i]->hidden)
            values(to, kt_cmds[i]->opts, path);
    }
    values(to, kt_global_opts, "*");
    (void)fputs("        *) return 1 ;;\n    esac\n}\n\n", to);
}

static void names(FILE *to, const struct kt_opt *opts)
{
    for (const struct kt_opt *o = opts; o != NULL && o->name != NULL; o++) {
        char name[KT_OPT_NAME];

        if (o->letter != 0)
            (void)fprintf(to, " -%c", o->letter);
        if (kt_opt_long(o, name)[0] != '\0')
            (void)fprintf(to, " --%s", name);
        if (o->alias != NULL)
            (void)fprintf(to, " --%s", o->alias);
    }
}

static void all_options(FILE *to)
{
    (void)fputs("_ktool_options() {\n    printf '%s\\n'", to);
    names(to, kt_global_opts);
    (void)fputs("\n    case $at in\n", to);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        if (kt_cmds[i]->hidden || kt_cmds[i]->opts == NULL)
            continue;
        (void)fprintf(to, "        '%s') printf '%%s\\n'", kt_cmds[i]->path);
        names(to, kt_cmds[i]->opts);
        (void)fputs(" ;;\n", to);
    }
    (void)fputs("    esac\n}\n\n", to);
}

/* The words that may follow a noun, or stand first. */
static void next_words(FILE *to, size_t first)
{
    const size_t len = first == 0 ? 0 : kt_cmd_noun_len(kt_cmds[first - 1]);
    const char *noun = first == 0 ? "" : kt_cmds[first - 1]->path;

    (void)fprintf(to, "        '%.*s') kind='words", (int)len, noun);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        if (kt_cmds[i]->hidden)
            continue;
        if (kt_is_of_noun(kt_cmds[i], noun, len)) {
            (void)fprintf(to, " %s", kt_cmd_verb(kt_cmds[i]));
            if (kt_cmds[i]->alias != NULL)
                (void)fprintf(to, " %s", kt_cmds[i]->alias);
        } else if (len == 0 && kt_opens_noun(i)) {
            (void)fprintf(to, " %.*s", (int)kt_cmd_noun_len(kt_cmds[i]), kt_cmds[i]->path);
        }
    }
    (void)fputs("' ;;\n", to);
}

static void all_operands(FILE *to)
{
    (void)fputs("# What an operand is, or the next word of a command.\n"
                "_ktool_operand() {\n    case $at in\n",
                to);
    next_words(to, 0);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        const struct kt_cmd *cmd = kt_cmds[i];

        if (cmd->hidden)
            continue;
        if (kt_opens_noun(i))
            next_words(to, i + 1);
        if (kt_operand_words(cmd) == NULL && cmd->completes == KT_NOTHING)
            continue;
        (void)fprintf(to, "        '%s') ", cmd->path);
        kind_of(to, cmd->completes, kt_operand_words(cmd));
        (void)fputs(" ;;\n", to);
    }
    (void)fputs("    esac\n}\n\n", to);
}

void kt_complete_bash(FILE *to)
{
    (void)fputs(head, to);
    (void)fputs("_ktool_walk() {\n    case \"$at $word\" in\n", to);
    kt_complete_walk(to);
    (void)fputs("    esac\n}\n\n", to);
    all_values(to);
    all_options(to);
    all_operands(to);
    (void)fputs(tail, to);
}
