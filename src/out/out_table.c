/* out_table.c - a document as aligned columns for people. */
#include <stdlib.h>
#include <string.h>

#include "document.h"

enum { GAP = 2, NARROWEST = 12, CUT_MARK = 3 };
#define CUT "..."

/* One section on its way to paper: texts are escaped, row 0 holds the titles. */
struct sheet {
    const struct kt_part *part;
    size_t *col; /* which of the section's columns are shown */
    size_t ncol, nrow;
    char **text; /* nrow * ncol */
    int *width;  /* of each column, in terminal columns */
};

static int columns(const char *text)
{
    int sum = 0;
    uint32_t code;

    for (size_t len; (len = kt_utf8_next(text, &code)) > 0; text += len)
        sum += kt_utf8_columns(code);
    return sum;
}

static char *escaped(const char *text)
{
    char *to = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&to, &len);

    if (memory == NULL)
        return kt_strdup("?");
    kt_plain_text(memory, text);
    if (fclose(memory) != 0) {
        free(to);
        return kt_strdup("?");
    }
    return to;
}

static char *cell_text(const struct kt_value *value, enum kt_cell type)
{
    KT_AUTO_STR text = NULL;

    if (value->kind == KT_VALUE_NULL)
        return kt_strdup("-");
    if (value->kind == KT_VALUE_BOOL)
        return kt_strdup(value->u.num ? "yes" : "no");
    text = kt_value_text(value, type, true);
    return escaped(text);
}

static char *upper(const char *title)
{
    char *text = kt_strdup(title);

    for (char *c = text; *c != '\0'; c++)
        if (*c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    return text;
}

static bool is_number(enum kt_cell type)
{
    return type == KT_CELL_COUNT || type == KT_CELL_BYTES || type == KT_CELL_MS ||
           type == KT_CELL_LATENCY;
}

static enum kt_cell cell_type(const struct sheet *sheet, size_t at)
{
    return sheet->part->cols[sheet->col[at]].type;
}

static void fill_sheet(struct sheet *sheet, const struct kt_part *part)
{
    *sheet = (struct sheet){.part = part, .nrow = part->ncell / part->ncols + 1};
    sheet->col = kt_calloc(part->ncols, sizeof(*sheet->col));
    for (size_t i = 0; i < part->ncols; i++)
        if (part->cols[i].title != NULL)
            sheet->col[sheet->ncol++] = i;
    sheet->text = kt_calloc(sheet->nrow * sheet->ncol, sizeof(*sheet->text));
    sheet->width = kt_calloc(sheet->ncol, sizeof(*sheet->width));
    for (size_t i = 0; i < sheet->nrow * sheet->ncol; i++) {
        size_t row = i / sheet->ncol, at = i % sheet->ncol, col = sheet->col[at];
        int width;

        sheet->text[i] =
            row == 0 ? upper(part->cols[col].title)
                     : cell_text(&part->cell[(row - 1) * part->ncols + col], part->cols[col].type);
        width = columns(sheet->text[i]);
        if (width > sheet->width[at])
            sheet->width[at] = width;
    }
}

static void clear_sheet(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->nrow * sheet->ncol; i++)
        free(sheet->text[i]);
    free(sheet->text);
    free(sheet->width);
    free(sheet->col);
}

/* Numbers and prose are never cut, names only when all else is: the first column and KT_CELL_NAME.
 */
static bool is_cut(const struct sheet *sheet, size_t at, bool names)
{
    enum kt_cell type = cell_type(sheet, at);

    if (is_number(type) || type == KT_CELL_PROSE)
        return false;
    return names || (at > 0 && type != KT_CELL_NAME);
}

/* Takes from the widest column that may be cut, one after the other, until the row is `excess`
 * narrower; returns what is left of it. */
static int narrow(struct sheet *sheet, bool names, int excess)
{
    for (; excess > 0; excess--) {
        int *widest = NULL;

        for (size_t i = 0; i < sheet->ncol; i++)
            if (is_cut(sheet, i, names) && (widest == NULL || sheet->width[i] > *widest))
                widest = &sheet->width[i];
        if (widest == NULL || *widest <= NARROWEST)
            break;
        (*widest)--;
    }
    return excess;
}

/* Names say what a row is about. Prose is left a little room, and the terminal wraps the rest. */
static void fit(struct sheet *sheet, int limit)
{
    int total = -GAP;

    for (size_t i = 0; i < sheet->ncol; i++) {
        bool wraps = cell_type(sheet, i) == KT_CELL_PROSE && sheet->width[i] > NARROWEST;

        total += GAP + (wraps ? NARROWEST : sheet->width[i]);
    }
    (void)narrow(sheet, true, narrow(sheet, false, total - limit));
}

/* Prints at most `width` columns of the text; returns how many it took. */
static int print_cut(FILE *to, const char *text, int width)
{
    int room = columns(text) > width ? width - CUT_MARK : width, taken = 0;
    uint32_t code;

    for (size_t len; (len = kt_utf8_next(text, &code)) > 0; text += len) {
        if (taken + kt_utf8_columns(code) > room)
            break;
        fwrite(text, 1, len, to);
        taken += kt_utf8_columns(code);
    }
    if (*text != '\0') {
        fputs(CUT, to);
        taken += CUT_MARK;
    }
    return taken;
}

static const char *paint(enum kt_tone tone)
{
    switch (tone) {
    case KT_TONE_GOOD:
        return "\033[32m";
    case KT_TONE_CAREFUL:
        return "\033[33m";
    case KT_TONE_BAD:
        return "\033[31m";
    case KT_TONE_DIM:
        return "\033[2m";
    case KT_TONE_PLAIN:
        break;
    }
    return "";
}

static const char *cell_paint(const struct sheet *sheet, size_t row, size_t at)
{
    if (row == 0)
        return "\033[1m";
    return paint(sheet->part->cell[(row - 1) * sheet->part->ncols + sheet->col[at]].tone);
}

static void print_row(FILE *to, const struct sheet *sheet, size_t row, bool colour)
{
    int blanks = 0; /* owed, and paid only when something follows */

    for (size_t i = 0; i < sheet->ncol; i++) {
        const char *text = sheet->text[row * sheet->ncol + i];
        const char *before = colour ? cell_paint(sheet, row, i) : "";
        int width = sheet->width[i], taken = columns(text);

        if (taken > width)
            taken = width;
        if (is_number(cell_type(sheet, i))) {
            blanks += width - taken;
            width = taken;
        }
        if (*text != '\0') {
            fprintf(to, "%*s%s", blanks, "", before);
            blanks = 0;
            taken = print_cut(to, text, width);
            fputs(*before != '\0' ? "\033[0m" : "", to);
        }
        blanks += width - taken + GAP;
    }
    fputc('\n', to);
}

static void print_section(FILE *to, const struct kt_part *part,
                          const struct kt_out_options *options)
{
    struct sheet sheet;

    if (part->title != NULL) {
        fputs(options->colour ? "\033[1m" : "", to);
        kt_plain_text(to, part->title);
        fputs(options->colour ? "\033[0m\n" : "\n", to);
    }
    fill_sheet(&sheet, part);
    if (options->width > 0)
        fit(&sheet, options->width);
    for (size_t row = 0; row < sheet.nrow; row++)
        print_row(to, &sheet, row, options->colour);
    clear_sheet(&sheet);
}

static void print_line(FILE *to, const struct kt_part *part, bool colour)
{
    const char *before = colour ? paint(part->tone) : "";

    fputs(before, to);
    kt_plain_text(to, part->line);
    fputs(*before != '\0' ? "\033[0m\n" : "\n", to);
}

void kt_out_print_table(FILE *to, const struct kt_out *out)
{
    bool any = false, after_section = false;

    for (size_t i = 0; i < out->npart; i++) {
        const struct kt_part *part = &out->part[i];
        bool section = part->line == NULL;

        if (section && part->ncell == 0)
            continue;
        if (any && (section || after_section))
            fputc('\n', to);
        if (section) {
            print_section(to, part, &out->options);
        } else {
            print_line(to, part, out->options.colour);
        }
        any = true;
        after_section = section;
    }
}
