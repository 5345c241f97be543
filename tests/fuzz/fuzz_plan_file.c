/* link: io plan model base */
/* fuzz_plan_file.c - any bytes as a saved plan: what is accepted is written back and reads the
 * same. */
#include <stdlib.h>
#include <string.h>

#include "ktool/plan_file.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* What `text` holds, written again; NULL when it is refused. */
static char *again(const struct kt_text *text)
{
    KT_AUTO(kt_saved_plan) plan = {0};
    KT_AUTO(kt_errs) errs = {0};
    char *out = NULL;

    if (kt_plan_file_parse(&plan, text, &errs) != KT_OK) {
        demand(errs.n == 1 && plan.want.n == 0 && plan.cluster_id == NULL);
        return NULL;
    }
    demand(errs.n == 0);
    demand(kt_plan_file_text(&out, &plan, &errs) == KT_OK);
    return out;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    KT_AUTO(kt_text)
    text = {.name = kt_strdup("x"), .bytes = kt_strndup((const char *)data, size), .len = size};
    KT_AUTO(kt_text) first = {.name = kt_strdup("x"), .bytes = again(&text)};
    KT_AUTO_STR second = NULL;

    if (first.bytes == NULL)
        return 0;
    first.len = strlen(first.bytes);
    second = again(&first);
    demand(second != NULL && strcmp(first.bytes, second) == 0);
    return 0;
}
