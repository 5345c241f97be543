/* topic_operands.c - topics that a command line names. */
#include "topic_operands.h"
#include "ktool/words.h"

enum kt_code cmd_topics_are_there(const struct kt_topics *live, int argc, char **argv,
                                  struct kt_errs *errs)
{
    enum kt_code code = KT_OK;

    for (int i = 0; i < argc; i++)
        if (!kt_glob_is(argv[i]) && kt_topics_find(live, argv[i]) == NULL)
            code = kt_fail(errs, KT_E_REMOTE, "there is no topic '%s'", argv[i]);
    return code;
}
