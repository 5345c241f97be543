/* declared.c - manifests for a command, with what a person must be told about them. */
#include <stdlib.h>
#include <string.h>

#include "declared.h"
#include "ktool/units.h"

static void say_templates(struct kt_cli *cli, const struct kt_declared *declared)
{
    KT_AUTO(kt_names) names = {0};
    KT_AUTO_STR list = NULL;

    if (declared->left_out == 0)
        return;
    for (size_t i = 0; i < declared->templates.n; i++)
        kt_names_add(&names, declared->templates.v[i].name);
    list = kt_names_join(&names, ", ");
    kt_say(cli, "%zu topic template%s left out for want of --set: %s", declared->left_out,
           kt_plural(declared->left_out), list);
}

enum kt_code cmd_load(struct kt_cli *cli, struct kt_loaded *out, const struct cmd_load *given,
                      char *const *operands, size_t noperands, struct kt_errs *errs)
{
    const struct kt_load_options options = {.operands = operands,
                                            .noperands = noperands,
                                            .set = given->set,
                                            .only = given->only,
                                            .except = given->except,
                                            .prefix = given->prefix};

    KT_TRY(kt_load(&cli->ctx, out, &options, errs));
    if (cli->ctx.environment == NULL && out->declared.environments.n > 0) {
        KT_AUTO_STR names = kt_names_join(&out->declared.environments, ", ");

        kt_say(cli, "no environment chosen, so the base counts; -E takes: %s", names);
    }
    say_templates(cli, &out->declared);
    if (out->left_out.n > 0) {
        KT_AUTO_STR names = kt_names_join(&out->left_out, ", ");

        kt_say(cli, "left out by --only and --except: %s", names);
    }
    return KT_OK;
}

enum kt_code cmd_load_one(struct kt_cli *cli, struct kt_loaded *out, const struct cmd_load *given,
                          const char *manifest, struct kt_errs *errs)
{
    KT_AUTO_STR operand = kt_strdup(manifest);

    if (manifest != NULL)
        return cmd_load(cli, out, given, &operand, 1, errs);
    if (given->set.n > 0 || given->prefix != NULL)
        return kt_fail(errs, KT_E_USAGE, "--set and --prefix go with -m only");
    return KT_OK;
}

void cmd_drop_declared(struct kt_plan *plan, const struct kt_loaded *loaded)
{
    size_t kept = 0;

    for (size_t i = 0; i < plan->nundeclared; i++) {
        const struct kt_topic *topic = plan->undeclared[i];

        if (kt_declared_find(&loaded->declared, topic->name) == NULL &&
            !kt_names_has(&loaded->left_out, topic->name))
            plan->undeclared[kept++] = topic;
    }
    plan->nundeclared = kept;
}
