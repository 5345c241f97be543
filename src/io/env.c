/* env.c - the process environment, read here and nowhere else. */
#include <stdlib.h>
#include <string.h>

#include "ktool/env.h"

extern char **environ; /* POSIX leaves the declaration to its users */

const char *kt_env_get(const char *name)
{
    return getenv(name);
}

void kt_env_all(struct kt_pairs *out)
{
    for (char **entry = environ; entry != NULL && *entry != NULL; entry++) {
        const char *equals = strchr(*entry, '=');
        KT_AUTO_STR name = NULL;

        if (equals == NULL)
            continue;
        name = kt_strndup(*entry, (size_t)(equals - *entry));
        kt_pairs_add(out, name, equals + 1, 0);
    }
}
