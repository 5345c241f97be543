/* link: plan model base */
/* fuzz_plan.c - bytes become two sets and a policy; the laws of plan must hold for them. */
#include <stdio.h>

#include "../unit/plan/laws.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes bytes = {.v = data, .n = size};
    struct seen seen = {0};
    const char *broken = broken_law(&bytes, &seen);

    if (broken == NULL)
        return 0;
    (void)fprintf(stderr, "broken: %s\n", broken);
    abort();
}
