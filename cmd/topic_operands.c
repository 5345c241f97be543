/* topic_operands.c - topics that a command line names. */
#include "topic_operands.h"
#include "ktool/inspect.h"
#include "ktool/words.h"

enum kt_code cmd_topics_are_there(struct kt_ctx *ctx, const struct kt_topics *live, int argc,
                                  char **argv, struct kt_errs *errs)
{
    KT_AUTO(kt_names) absent = {0};

    for (int i = 0; i < argc; i++)
        if (!kt_glob_is(argv[i]) && kt_topics_find(live, argv[i]) == NULL)
            kt_names_add(&absent, argv[i]);
    return kt_tell_absent(ctx, &absent, errs);
}
