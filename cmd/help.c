/* help.c - help on everything, on a noun or on a command. */
#include "help.h"

struct opts {
    bool man, markdown, examples;
};
static const struct kt_opt options[] = {
    KT_OPT(man, 0, KT_NOTHING, NULL, "print the whole man page, for mandoc or man -l"),
    KT_OPT(markdown, 0, KT_NOTHING, NULL, "print the command reference of README"),
    KT_OPT(examples, 0, KT_NOTHING, NULL, "print every example, one a line"),
    KT_OPT_END,
};

static void print_examples(FILE *to)
{
    for (size_t i = 0; kt_cmds[i] != NULL; i++)
        for (const struct kt_example *e = kt_cmds[i]->examples;
             !kt_cmds[i]->hidden && e != NULL && e->line != NULL; e++)
            (void)fprintf(to, "ktool %s\n", e->line);
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct opts *o = given;
    struct kt_found found;

    if (o->man) {
        kt_help_man(cli->out);
    } else if (o->markdown) {
        kt_help_markdown(cli->out);
    } else if (o->examples) {
        print_examples(cli->out);
    } else {
        /* The operands are a command line of their own, after the program's name. */
        KT_TRY(kt_cmd_find(&found, argc + 1, argv - 1, errs));
        if (found.cmd != NULL)
            kt_help_command(cli->out, &cli->format, found.cmd);
        else
            kt_help_overview(cli->out, &cli->format, &found);
    }
    return KT_OK;
}

const struct kt_cmd cmd_help = {
    .path = "help",
    .summary = "help on everything, on a group of commands or on one",
    .operands = "[COMMAND...]",
    .operands_max = 2,
    .no_settings = true,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = (const struct kt_example[]){{"help topics plan", "all about one command"},
                                            {"help topics", "what can be done with topics"},
                                            {"help --man", "the man page, for 'man -l -'"},
                                            {NULL, NULL}},
    .run = run,
};
