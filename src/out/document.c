/* document.c - collects facts, sections and rows in memory; prints them when closed. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"

struct kt_out *kt_out_open(FILE *to, const struct kt_out_options *options, const char *kind,
                           int version)
{
    struct kt_out *out = kt_calloc(1, sizeof(*out));

    out->to = to;
    out->options = *options;
    out->kind = kind;
    out->version = version;
    return out;
}

static struct kt_value *new_fact(struct kt_out *out, const char *key)
{
    struct kt_fact *fact;

    KT_GROW(out->fact, out->nfact, out->capfact);
    fact = &out->fact[out->nfact++];
    *fact = (struct kt_fact){.key = key};
    return &fact->value;
}

static void put_text(struct kt_value *value, const char *text)
{
    value->kind = text ? KT_VALUE_TEXT : KT_VALUE_NULL;
    value->u.text = kt_strdup(text);
}

static void put_num(struct kt_value *value, enum kt_value_kind kind, int64_t num)
{
    value->kind = kind;
    value->u.num = num;
}

void kt_out_fact_text(struct kt_out *out, const char *key, const char *value)
{
    put_text(new_fact(out, key), value);
}

void kt_out_fact_num(struct kt_out *out, const char *key, int64_t value)
{
    put_num(new_fact(out, key), KT_VALUE_NUM, value);
}

void kt_out_fact_bool(struct kt_out *out, const char *key, bool value)
{
    put_num(new_fact(out, key), KT_VALUE_BOOL, value);
}

static struct kt_part *new_part(struct kt_out *out)
{
    ptrdiff_t at = out->section ? out->section - out->part : -1;
    struct kt_part *part;

    KT_GROW(out->part, out->npart, out->cappart);
    if (at >= 0)
        out->section = &out->part[at];
    part = &out->part[out->npart++];
    *part = (struct kt_part){0};
    return part;
}

void kt_out_section(struct kt_out *out, const char *name, const char *title,
                    const struct kt_col *cols, size_t ncols)
{
    struct kt_part *part = new_part(out);

    part->name = name;
    part->title = kt_strdup(title);
    part->cols = cols;
    part->ncols = ncols;
    out->section = part;
}

void kt_out_line(struct kt_out *out, const char *fmt, ...)
{
    struct kt_part *part = new_part(out);
    va_list args;

    va_start(args, fmt);
    part->line = kt_vformat(fmt, args);
    part->tone = out->tone;
    out->tone = KT_TONE_PLAIN;
    va_end(args);
}

static struct kt_value *new_cell(struct kt_out *out)
{
    struct kt_part *part = out->section;
    struct kt_value *cell;

    assert(part != NULL);
    KT_GROW(part->cell, part->ncell, part->capcell);
    cell = &part->cell[part->ncell++];
    *cell = (struct kt_value){.tone = out->tone};
    out->tone = KT_TONE_PLAIN;
    return cell;
}

void kt_out_text(struct kt_out *out, const char *value)
{
    put_text(new_cell(out), value);
}

void kt_out_num(struct kt_out *out, int64_t value)
{
    put_num(new_cell(out), KT_VALUE_NUM, value);
}

void kt_out_latency(struct kt_out *out, int64_t us)
{
    put_num(new_cell(out), KT_VALUE_LATENCY, us);
}

void kt_out_null(struct kt_out *out)
{
    new_cell(out)->kind = KT_VALUE_NULL;
}

void kt_out_bool(struct kt_out *out, bool value)
{
    put_num(new_cell(out), KT_VALUE_BOOL, value);
}

void kt_out_list(struct kt_out *out, const struct kt_names *items)
{
    struct kt_value *cell = new_cell(out);

    cell->kind = KT_VALUE_LIST;
    cell->u.list = (struct kt_names){0};
    for (size_t i = 0; i < items->n; i++)
        kt_names_add(&cell->u.list, items->v[i]);
}

void kt_out_nums(struct kt_out *out, const int *items, size_t n)
{
    struct kt_value *cell = new_cell(out);

    cell->kind = KT_VALUE_NUMS;
    cell->u.nums.v = kt_calloc(n, sizeof(*items));
    cell->u.nums.n = n;
    if (n > 0)
        memcpy(cell->u.nums.v, items, n * sizeof(*items));
}

void kt_out_tone(struct kt_out *out, enum kt_tone tone)
{
    out->tone = tone;
}

void kt_out_row(struct kt_out *out)
{
    /* A row that is too short or too long is a mistake of the view, whatever the data. */
    assert(out->section != NULL && out->section->ncell > 0);
    assert(out->section->ncell % out->section->ncols == 0);
    out->tone = KT_TONE_PLAIN;
}

bool kt_out_is_same(const struct kt_out *out, size_t i, size_t j)
{
    const struct kt_part *other = &out->part[j];

    return other->line == NULL && strcmp(out->part[i].name, other->name) == 0;
}

bool kt_out_is_first(const struct kt_out *out, size_t i)
{
    if (out->part[i].line != NULL)
        return false;
    for (size_t j = 0; j < i; j++)
        if (kt_out_is_same(out, i, j))
            return false;
    return true;
}

static void clear_value(struct kt_value *value)
{
    if (value->kind == KT_VALUE_TEXT)
        free(value->u.text);
    else if (value->kind == KT_VALUE_LIST)
        kt_names_clear(&value->u.list);
    else if (value->kind == KT_VALUE_NUMS)
        free(value->u.nums.v);
}

static void free_document(struct kt_out *out)
{
    for (size_t i = 0; i < out->nfact; i++)
        clear_value(&out->fact[i].value);
    for (size_t i = 0; i < out->npart; i++) {
        struct kt_part *part = &out->part[i];

        for (size_t j = 0; j < part->ncell; j++)
            clear_value(&part->cell[j]);
        free(part->cell);
        free(part->title);
        free(part->line);
    }
    free(out->fact);
    free(out->part);
    free(out);
}

static void print_document(FILE *to, const struct kt_out *out)
{
    switch (out->options.format) {
    case KT_FORMAT_TABLE:
        kt_out_print_table(to, out);
        break;
    case KT_FORMAT_JSON:
        kt_out_print_json(to, out);
        break;
    case KT_FORMAT_YAML:
        kt_out_print_yaml(to, out);
        break;
    case KT_FORMAT_TSV:
        kt_out_print_tsv(to, out);
        break;
    }
}

/* Printed to memory first, so that the errno of the one real write is the first failure's. */
static bool write_document(const struct kt_out *out)
{
    char *text = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&text, &len);
    bool done;

    if (memory == NULL)
        return false;
    print_document(memory, out);
    done = fclose(memory) == 0 && fwrite(text, 1, len, out->to) == len && fflush(out->to) == 0;
    free(text);
    return done;
}

enum kt_code kt_out_close(struct kt_out **out, struct kt_errs *errs)
{
    enum kt_code code = KT_OK;

    errno = 0;
    if (!write_document(*out)) {
        int saved = errno ? errno : EIO;

        code = kt_fail(errs, KT_E_IO, "cannot write the output: %s", strerror(saved));
        free_document(*out);
        errno = saved;
    } else {
        free_document(*out);
    }
    *out = NULL;
    return code;
}
