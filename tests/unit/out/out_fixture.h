/* out_fixture.h - a document printed to memory. */
#ifndef TESTS_UNIT_OUT_FIXTURE_H
#define TESTS_UNIT_OUT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ktool/out.h"

static const struct kt_col fixture_cols[] = {
    {"name", "name", KT_CELL_TEXT},       {"partitions", "parts", KT_CELL_COUNT},
    {"retention_ms", "keep", KT_CELL_MS}, {"ok", "ok", KT_CELL_BOOL},
    {"groups", "groups", KT_CELL_LIST},   {"hidden", NULL, KT_CELL_TEXT},
};

/* What the document prints in that format; the caller frees it. */
static inline char *fixture_print(const struct kt_out_options *options,
                                  void (*fill)(struct kt_out *out))
{
    char *text = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&text, &len);
    struct kt_errs errs = {0};
    struct kt_out *out;

    assert_non_null(memory);
    out = kt_out_open(memory, options, "topics.list", 1);
    fill(out);
    assert_int_equal(kt_out_close(&out, &errs), KT_OK);
    assert_null(out);
    fclose(memory);
    return text;
}

/* Two rows with a value of every kind. */
static inline void fixture_fill(struct kt_out *out)
{
    struct kt_names groups = {0};
    const int replicas[] = {1, -1, 3};

    kt_names_add(&groups, "g,1");
    kt_names_add(&groups, "no");
    kt_out_fact_text(out, "cluster_id", NULL);
    kt_out_fact_num(out, "changes", -7);
    kt_out_fact_bool(out, "check", true);
    kt_out_section(out, "topics", NULL, fixture_cols, KT_COUNT(fixture_cols));
    kt_out_text(out, "orders");
    kt_out_num(out, 12);
    kt_out_num(out, INT64_C(31536000000));
    kt_out_bool(out, true);
    kt_out_list(out, &groups);
    kt_out_text(out, "h1");
    kt_out_row(out);
    kt_out_text(out, "a");
    kt_out_num(out, 3);
    kt_out_null(out);
    kt_out_bool(out, false);
    kt_out_nums(out, replicas, KT_COUNT(replicas));
    kt_out_text(out, "h2");
    kt_out_row(out);
    kt_names_clear(&groups);
}

#endif
