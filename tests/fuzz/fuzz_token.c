/* link: io plan model base */
/* fuzz_token.c - any bytes as a token: one that is sent as it stands and is good for a while, or
 * one error that quotes nothing of it. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/token.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const int64_t now = INT64_C(1768435200000);
    KT_AUTO_STR text = kt_strndup((const char *)data, size);
    KT_AUTO(kt_token) token = {0};
    KT_AUTO(kt_errs) errs = {0};

    if (kt_token_parse(&token, text, "x", now, &errs) != KT_OK) {
        demand(errs.n == 1 && errs.v[0].excerpt == NULL && strlen(errs.v[0].text) < 120);
        demand(token.value == NULL && token.principal == NULL);
        return 0;
    }
    demand(errs.n == 0 && token.expires_ms > now &&
           token.expires_ms < now + INT64_C(200000000000000));
    demand(token.value[0] != '\0' && strlen(token.value) <= size && token.principal != NULL);
    for (const char *c = token.value; *c != '\0'; c++)
        demand(*c > ' ' && *c < 0x7F);
    return 0;
}
