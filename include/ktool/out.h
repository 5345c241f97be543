/* out.h - a document: facts and named sections of typed rows. The format decides how it looks:
 * JSON and YAML print all of it, the table prints sections under titles, tsv the first section
 * only. */
#ifndef KTOOL_OUT_H
#define KTOOL_OUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

enum kt_format { KT_FORMAT_TABLE, KT_FORMAT_JSON, KT_FORMAT_YAML, KT_FORMAT_TSV };

enum kt_cell {
    KT_CELL_TEXT,
    KT_CELL_NAME, /* text that a table cuts only when all other text is cut */
    KT_CELL_COUNT,
    KT_CELL_BYTES,
    KT_CELL_MS,
    KT_CELL_LATENCY, /* kt_out_latency(): "0.84ms" in a table, milliseconds with a fraction else */
    KT_CELL_BOOL,
    KT_CELL_LIST,
    KT_CELL_PROSE /* a sentence, in the last column: never cut, however narrow the terminal */
};
struct kt_col {
    const char
        *key; /* JSON member and tsv heading: lower_snake_case, stable, part of the interface */
    const char *title; /* table heading, NULL: the column is not in the table */
    enum kt_cell type; /* the table says "2d" or "10MB" where JSON says the number */
};

/* What kind of value a row's cell has in a table, for colour. */
enum kt_tone { KT_TONE_PLAIN, KT_TONE_GOOD, KT_TONE_CAREFUL, KT_TONE_BAD, KT_TONE_DIM };

struct kt_out_options {
    enum kt_format format;
    bool colour;
    int width; /* columns of the terminal; 0: no limit (a pipe), nothing is cut */
};

/* One document. `kind` ("topics.plan") and `version` head the JSON. `to` stays the caller's. Keys,
 * names and columns are borrowed until the document is closed; titles and cells are copied. */
struct kt_out;
struct kt_out *kt_out_open(FILE *to, const struct kt_out_options *options, const char *kind,
                           int version);

/* Facts come before sections; they print in JSON and YAML only. */
void kt_out_fact_text(struct kt_out *out, const char *key, const char *value); /* NULL: null */
void kt_out_fact_num(struct kt_out *out, const char *key, int64_t value);
void kt_out_fact_bool(struct kt_out *out, const char *key, bool value);

/* Cells come in column order. `name` is the JSON member that holds the rows; `title` stands above
 * the table (NULL: none; an empty section prints nothing in a table and [] in JSON). Several
 * sections of one name and the same columns make one JSON member: a table per topic, one array.
 * Blank lines stand around each section of a table; -1 in a column of ms or bytes is "unlimited"
 * there. What could disturb a terminal is printed escaped: a newline as \n, other bytes as \x1b. */
void kt_out_section(struct kt_out *out, const char *name, const char *title,
                    const struct kt_col *cols, size_t ncols);
void kt_out_text(struct kt_out *out, const char *value); /* NULL: unknown, printed as - or null */
void kt_out_num(struct kt_out *out, int64_t value);
void kt_out_latency(struct kt_out *out, int64_t us);
void kt_out_null(struct kt_out *out);
void kt_out_bool(struct kt_out *out, bool value);
void kt_out_list(struct kt_out *out, const struct kt_names *items); /* "a,b" in a table */
void kt_out_nums(struct kt_out *out, const int *items, size_t n);   /* likewise, JSON numbers */
void kt_out_tone(struct kt_out *out, enum kt_tone tone);            /* of the next cell or line */
void kt_out_row(struct kt_out *out);                                /* ends the row */
/* A line of prose: in a table only. */
void kt_out_line(struct kt_out *out, const char *fmt, ...) KT_PRINTF(2, 3);

/* Prints, flushes `to` and reports the first failure of all the calls above (full disk; a closed
 * pipe is KT_E_IO with errno EPIPE kept, which the dispatcher ends quietly). Sets *out to NULL. */
KT_MUST_CHECK enum kt_code kt_out_close(struct kt_out **out, struct kt_errs *errs);

/* One JSON string with its quotes, as the documents write it (UTF-8 kept, controls as \u00XX; bytes
 * that are no UTF-8 become U+FFFD). For other writers of JSON. */
void kt_json_string(FILE *to, const char *text);
/* A YAML scalar that reads back as the same text, also inside { } and [ ]: plain where that is
 * safe, else in double quotes. It knows nothing of the manifest's ${NAME}: double the dollars. */
void kt_yaml_string(FILE *to, const char *text);

#endif
