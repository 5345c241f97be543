/* out_value.c - one value as text: for a cell, and as JSON and YAML write it. */
#include <inttypes.h>
#include <stdlib.h>

#include "document.h"
#include "ktool/units.h"

static char *num_text(int64_t num, enum kt_cell type, bool units)
{
    char to[KT_UNITS_TEXT];

    if (units && (type == KT_CELL_MS || type == KT_CELL_BYTES)) {
        if (num == -1)
            return kt_strdup("unlimited");
        return kt_strdup(type == KT_CELL_MS ? kt_duration_text(num, to) : kt_size_text(num, to));
    }
    return kt_format("%" PRId64, num);
}

/* Milliseconds from microseconds: three digits that count for people, all of them for programs. */
static char *latency_text(int64_t us, bool units)
{
    const int digits = us < 10000 ? 2 : us < 100000 ? 1 : 0;

    return units ? kt_format("%.*fms", digits, (double)us / 1000)
                 : kt_format("%" PRId64 ".%03" PRId64, us / 1000, us % 1000);
}

/* Adds an item to a list as it stands in one cell; takes `text` over. */
static char *joined(char *text, size_t at, char *item)
{
    char *longer = at > 0 ? kt_format("%s,%s", text, item) : kt_strdup(item);

    free(text);
    free(item);
    return longer;
}

static char *list_text(const struct kt_value *value)
{
    char *text = kt_strdup("");

    if (value->kind == KT_VALUE_LIST)
        for (size_t i = 0; i < value->u.list.n; i++)
            text = joined(text, i, kt_strdup(value->u.list.v[i]));
    else
        for (size_t i = 0; i < value->u.nums.n; i++)
            text = joined(text, i, kt_format("%d", value->u.nums.v[i]));
    return text;
}

char *kt_value_text(const struct kt_value *value, enum kt_cell type, bool units)
{
    switch (value->kind) {
    case KT_VALUE_TEXT:
        return kt_strdup(value->u.text);
    case KT_VALUE_NUM:
        return num_text(value->u.num, type, units);
    case KT_VALUE_LATENCY:
        return latency_text(value->u.num, units);
    case KT_VALUE_BOOL:
        return kt_strdup(value->u.num ? "true" : "false");
    case KT_VALUE_LIST:
    case KT_VALUE_NUMS:
        return list_text(value);
    case KT_VALUE_NULL:
        break;
    }
    return NULL;
}

static void print_list(FILE *to, const struct kt_value *value,
                       void (*string)(FILE *to, const char *text))
{
    fputc('[', to);
    if (value->kind == KT_VALUE_LIST)
        for (size_t i = 0; i < value->u.list.n; i++) {
            fputs(i > 0 ? ", " : "", to);
            string(to, value->u.list.v[i]);
        }
    else
        for (size_t i = 0; i < value->u.nums.n; i++)
            fprintf(to, "%s%d", i > 0 ? ", " : "", value->u.nums.v[i]);
    fputc(']', to);
}

static void print_latency(FILE *to, int64_t us)
{
    KT_AUTO_STR text = latency_text(us, false);

    fputs(text, to);
}

void kt_value_print(FILE *to, const struct kt_value *value,
                    void (*string)(FILE *to, const char *text))
{
    switch (value->kind) {
    case KT_VALUE_NULL:
        fputs("null", to);
        break;
    case KT_VALUE_TEXT:
        string(to, value->u.text);
        break;
    case KT_VALUE_NUM:
        fprintf(to, "%" PRId64, value->u.num);
        break;
    case KT_VALUE_LATENCY:
        print_latency(to, value->u.num);
        break;
    case KT_VALUE_BOOL:
        fputs(value->u.num ? "true" : "false", to);
        break;
    case KT_VALUE_LIST:
    case KT_VALUE_NUMS:
        print_list(to, value, string);
        break;
    }
}
