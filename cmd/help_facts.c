/* help_facts.c - what help, man page and README say alike. */

#include "help.h"

const char kt_help_about[] = "declare Kafka topics in YAML and converge a cluster to them";

const char kt_help_precedence[] =
    "A setting is taken from the first of these that has it: an option, -X, the file of -F, the "
    "context of --context, the environment, .env in the current folder (or the file of "
    "--env-file), the user's own file, the default. 'ktool config show' prints every setting and "
    "where it came from.";

const struct kt_fact kt_exit_facts[] = {
    {"0", "yes, done"},
    {"1", "it failed, wholly or in part"},
    {"2", "the command line is wrong"},
    {"3", "the answer to a question is no: drift, for instance"},
    {"130, 143", "interrupted, terminated"},
    {NULL, NULL},
};

const struct kt_fact kt_file_facts[] = {
    {"ktool.yaml", "the manifest of a command that names none"},
    {"topics/*.yaml", "manifests that a bare NAME finds, before the installed ones"},
    {".env", "variables, NAME=VALUE"},
    {"~/.config/ktool/config",
     "the user's settings, key=value, and contexts; $XDG_CONFIG_HOME is honoured"},
    {NULL, NULL},
};

char *kt_option_text(const struct kt_opt *opt)
{
    char name[KT_OPT_NAME];
    const bool is_long = kt_opt_long(opt, name)[0] != '\0';
    const char letter[] = {'-', opt->letter, '\0'};

    return kt_format("%s%s%s%s%s%s%s", opt->letter != 0 ? letter : "  ",
                     !is_long ? "" : (opt->letter != 0 ? ", --" : "  --"), name,
                     opt->optional      ? "[="
                     : opt->arg != NULL ? " "
                                        : "",
                     opt->arg != NULL ? opt->arg : "", opt->optional ? "]" : "", "");
}

char *kt_usage_text(const struct kt_cmd *cmd)
{
    return kt_format("ktool %s [OPTION...]%s%s", cmd->path, cmd->operands != NULL ? " " : "",
                     cmd->operands != NULL ? cmd->operands : "");
}
