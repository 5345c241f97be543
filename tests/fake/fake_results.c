/* fake_results.c - error codes by name, and the answers that carry them. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"

enum { LOWEST_CODE = -200, HIGHEST_CODE = 200 };

int kt_fake_code(const char *name)
{
    for (int code = LOWEST_CODE; code <= HIGHEST_CODE; code++)
        if (code != 0 && strcmp(kt_kafka_code_text(code), name) == 0)
            return code;
    return 0;
}

struct kt_result *kt_fake_results(size_t n)
{
    return kt_calloc(n, sizeof(struct kt_result));
}

void kt_fake_answer(struct kt_result *result, int code, char *text)
{
    free(result->text);
    *result = (struct kt_result){.code = code, .text = text};
}

void kt_fake_hand_over(struct kt_result *to, struct kt_result *from, size_t n)
{
    if (to == NULL) {
        kt_results_free(from, n);
        return;
    }
    if (n > 0)
        memcpy(to, from, n * sizeof(*to));
    free(from);
}
