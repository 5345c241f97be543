/* limits.c - what the system may do with this process. */
#include <sys/resource.h>

#include "ktool/limits.h"

void kt_core_dumps_off(void)
{
    const struct rlimit none = {0, 0};

    (void)setrlimit(RLIMIT_CORE, &none);
}
