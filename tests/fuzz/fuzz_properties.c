/* link: io plan model base */
/* fuzz_properties.c - any bytes as a properties file: variables in the order of their lines, or
 * errors that quote nothing of the file. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/env.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    KT_AUTO(kt_text)
    text = {.name = kt_strdup("x"), .bytes = kt_strndup((const char *)data, size), .len = size};
    KT_AUTO(kt_pairs) pairs = {0};
    KT_AUTO(kt_errs) errs = {0};
    enum kt_code code = kt_properties_parse(&pairs, &text, &errs);
    int line = 1;

    demand((code == KT_OK) == (errs.n == 0));
    demand(code == KT_OK || pairs.n == 0);
    for (size_t i = 0; i < errs.n; i++)
        demand(errs.v[i].excerpt == NULL && errs.v[i].file != NULL);
    for (size_t i = 0; i < pairs.n; i++) {
        demand(pairs.v[i].line >= line);
        line = pairs.v[i].line;
        demand(strlen(pairs.v[i].value) <= size);
    }
    return 0;
}
