/* completion_words.c - what completion scripts ask for: names that only the cluster or files know.
 * Whatever goes wrong, it says nothing: a person is typing. */
#include <stdlib.h>
#include <string.h>

#include "ktool/connect.h"
#include "ktool/file.h"
#include "ktool/load.h"

#include "cli.h"

enum { PATIENCE_MS = 400 }; /* with all else that is half a second */

/* The line that is being completed, without its last word. */
struct line {
    struct kt_found found;
    struct kt_opt_target targets[2]; /* of the command, if there is one yet; global */
    struct kt_globals globals;
    char **operands;
    size_t noperands;
    struct kt_inputs inputs;
    struct kt_settings settings;
};

static void line_clear(struct line *line)
{
    kt_opts_clear(line->targets, 2);
    free(line->targets[0].into);
    kt_inputs_clear(&line->inputs);
    kt_settings_clear(&line->settings);
}

/* A half-typed line is wrong more often than not; what can be read counts. argv[0] is no word. */
static void line_parse(struct line *line, int argc, char **argv, struct kt_errs *errs)
{
    const struct kt_cmd *cmd = NULL;
    enum kt_code code;
    int n = 0;

    if (kt_cmd_find(&line->found, argc, argv, errs) == KT_OK)
        cmd = line->found.cmd;
    if (cmd != NULL)
        line->targets[0] = (struct kt_opt_target){cmd->opts, kt_calloc(1, cmd->opts_size)};
    line->targets[1] = (struct kt_opt_target){kt_global_opts, &line->globals};
    kt_opts_init(line->targets, 2);
    code = kt_opts_parse(line->targets, 2, argc, argv, &n, errs);
    (void)code;
    line->operands = argv + 1 + line->found.nwords;
    line->noperands = n > line->found.nwords ? (size_t)(n - line->found.nwords) : 0;
}

static void print_topics(struct kt_cli *cli, struct kt_errs *errs)
{
    KT_AUTO(kt_metadata) metadata = {0};

    if (kt_connect(&cli->ctx, PATIENCE_MS, KT_TO_LOOK, &metadata, errs) != KT_OK)
        return;
    for (size_t i = 0; i < metadata.topics.n; i++)
        (void)fprintf(cli->out, "%s\n", metadata.topics.v[i].name);
}

static void print_names(struct kt_cli *cli, const struct kt_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        (void)fprintf(cli->out, "%s\n", names->v[i]);
}

static void print_groups(struct kt_cli *cli, struct kt_errs *errs)
{
    KT_AUTO(kt_metadata) metadata = {0};
    KT_AUTO(kt_groups) groups = {0};

    if (kt_connect(&cli->ctx, PATIENCE_MS / 2, KT_TO_LOOK, &metadata, errs) == KT_OK &&
        kt_cluster_list_groups(cli->ctx.cluster, &groups, PATIENCE_MS / 2, errs) == KT_OK)
        for (size_t i = 0; i < groups.n; i++)
            (void)fprintf(cli->out, "%s\n", groups.v[i].name);
}

/* Bare names for what `NAME` finds, paths for the rest. */
static void print_manifests(struct kt_cli *cli, struct kt_errs *errs)
{
    const char *const folders[] = {"topics", kt_installed_manifests()};
    KT_AUTO(kt_names) names = {0};
    KT_AUTO(kt_names) here = {0};

    for (size_t f = 0; f < KT_COUNT(folders); f++) {
        KT_AUTO(kt_names) found = {0};

        if (kt_folder_manifests(&found, folders[f], errs) != KT_OK)
            continue;
        for (size_t i = 0; i < found.n; i++) {
            const char *name = found.v[i] + strlen(folders[f]) + 1;
            KT_AUTO_STR bare = kt_strndup(name, (size_t)(strrchr(name, '.') - name));

            kt_names_add(&names, bare);
        }
    }
    kt_names_sort(&names);
    print_names(cli, &names);
    if (kt_folder_manifests(&here, ".", errs) != KT_OK)
        return;
    for (size_t i = 0; i < here.n; i++)
        (void)fprintf(cli->out, "%s\n", here.v[i] + strlen("./"));
}

/* The environments of the manifests that the line names, by operands or by an option. */
static void print_environments(struct kt_cli *cli, const struct line *line, struct kt_errs *errs)
{
    const struct kt_cmd *cmd = line->found.cmd;
    struct kt_load_options options = {0};
    KT_AUTO(kt_loaded) loaded = {0};
    char *named = NULL;

    if (cmd != NULL && cmd->completes == KT_MANIFEST) {
        options.operands = line->operands;
        options.noperands = line->noperands;
    }
    for (const struct kt_opt *o = line->targets[0].opts; o != NULL && o->name != NULL; o++) {
        if (o->completes != KT_MANIFEST || o->kind != KT_STR)
            continue;
        memcpy(&named, (char *)line->targets[0].into + o->offset, sizeof(named));
        options.operands = &named;
        options.noperands = named != NULL;
    }
    cli->ctx.environment = NULL; /* the one on the line is what is being typed */
    if (kt_load(&cli->ctx, &loaded, &options, errs) == KT_OK)
        print_names(cli, &loaded.declared.environments);
}

static void print_contexts(struct kt_cli *cli, const struct kt_contexts *contexts)
{
    for (size_t i = 0; i < contexts->n; i++)
        (void)fprintf(cli->out, "%s\n", contexts->v[i].name);
}

static void print_words(struct kt_cli *cli, const char *kind, const struct line *line,
                        struct kt_errs *errs)
{
    if (strcmp(kind, "topic") == 0) {
        cli->ctx.handle = KT_HANDLE_ADMIN;
        print_topics(cli, errs);
    } else if (strcmp(kind, "group") == 0) {
        cli->ctx.handle = KT_HANDLE_ADMIN;
        print_groups(cli, errs);
    } else if (strcmp(kind, "manifest") == 0) {
        print_manifests(cli, errs);
    } else if (strcmp(kind, "environment") == 0) {
        print_environments(cli, line, errs);
    } else if (strcmp(kind, "context") == 0) {
        print_contexts(cli, &line->inputs.contexts);
    }
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    struct kt_errs silent = {0};
    struct line line = {0};

    (void)given;
    (void)errs;
    line_parse(&line, argc, argv, &silent);
    kt_errs_clear(&silent);
    if (kt_inputs_gather(&line.inputs, &line.globals, &silent) == KT_OK &&
        kt_inputs_resolve(&line.settings, &line.inputs, &line.globals, &silent) == KT_OK) {
        cli->ctx.settings = &line.settings;
        cli->ctx.dotenv = &line.inputs.dotenv;
        cli->ctx.progress = NULL;
        print_words(cli, argv[0], &line, &silent);
        cli->ctx.settings = NULL;
        cli->ctx.dotenv = NULL;
    }
    line_clear(&line);
    kt_errs_clear(&silent);
    return KT_OK;
}

const struct kt_cmd cmd_completion_words = {
    .path = "completion-words",
    .summary = "print the words that may stand next on a line",
    .operands = "topic|group|manifest|environment|context [-- LINE...]",
    .operands_min = 1,
    .operands_max = -1,
    .hidden = true,
    .no_settings = true,
    .run = run,
};
