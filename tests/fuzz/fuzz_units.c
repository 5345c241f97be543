/* link: base */
/* fuzz_units.c - numbers with units: what is read prints and reads back as the same number. */
#include <stdlib.h>

#include "ktool/mem.h"
#include "ktool/units.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    KT_AUTO_STR text = kt_strndup((const char *)data, size);
    char printed[KT_UNITS_TEXT];
    const char *why = NULL;
    int64_t value = 0, back = -1;

    demand(kt_int_parse(text, &value, &why) || why != NULL);
    why = NULL;
    if (kt_duration_parse(text, &value, &why)) {
        demand(value >= 0);
        demand(kt_duration_parse(kt_duration_text(value, printed), &back, &why) && back == value);
    } else {
        demand(why != NULL);
    }
    why = NULL;
    if (kt_size_parse(text, &value, &why)) {
        demand(value >= 0);
        demand(kt_size_parse(kt_size_text(value, printed), &back, &why) && back == value);
    } else {
        demand(why != NULL);
    }
    return 0;
}
