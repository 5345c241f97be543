/* out_tsv.c - the first section as tab-separated lines for cut, awk and sort. */
#include <inttypes.h>
#include <string.h>

#include "document.h"

/* A backslash is doubled, so that what kt_plain_text() escapes can be told from it. */
static void tsv_text(FILE *to, const char *text)
{
    const char *slash;

    while ((slash = strchr(text, '\\')) != NULL) {
        KT_AUTO_STR before = kt_strndup(text, (size_t)(slash - text));

        kt_plain_text(to, before);
        fputs("\\\\", to);
        text = slash + 1;
    }
    kt_plain_text(to, text);
}

static void tsv_row(FILE *to, const struct kt_part *part, size_t first)
{
    for (size_t i = 0; i < part->ncols; i++) {
        KT_AUTO_STR text = kt_value_text(&part->cell[first + i], part->cols[i].type, false);

        fputs(i > 0 ? "\t" : "", to);
        if (text != NULL)
            tsv_text(to, text);
    }
    fputc('\n', to);
}

void kt_out_print_tsv(FILE *to, const struct kt_out *out)
{
    size_t at = 0;
    const struct kt_part *head;

    while (at < out->npart && out->part[at].line != NULL)
        at++;
    if (at == out->npart)
        return;
    head = &out->part[at];
    for (size_t i = 0; i < head->ncols; i++)
        fprintf(to, "%s%s", i > 0 ? "\t" : "", head->cols[i].key);
    fputc('\n', to);
    for (size_t i = at; i < out->npart; i++) {
        const struct kt_part *part = &out->part[i];

        if (!kt_out_is_same(out, at, i))
            continue;
        for (size_t cell = 0; cell < part->ncell; cell += part->ncols)
            tsv_row(to, part, cell);
    }
}
