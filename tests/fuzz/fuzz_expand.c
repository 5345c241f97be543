/* link: model base */
/* fuzz_expand.c - any text with variables: a text of known size, or a reason. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/manifest.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* Names that begin with 'A' are set, to text that must not be expanded again. */
static const char *lookup(void *arg, const char *name)
{
    (void)arg;
    demand(name[0] != '\0' && strpbrk(name, "${}:- ") == NULL);
    return name[0] == 'A' ? "${B}$$" : NULL;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    KT_AUTO_STR text = kt_strndup((const char *)data, size);
    KT_AUTO_STR why = NULL;
    KT_AUTO_STR expanded = kt_expand(text, lookup, NULL, &why);

    demand((expanded == NULL) == (why != NULL));
    if (strchr(text, '$') == NULL)
        demand(expanded != NULL && strcmp(expanded, text) == 0);
    if (expanded != NULL) /* "${A}" of four bytes becomes six */
        demand(strlen(expanded) <= 2 * size);
    return 0;
}
