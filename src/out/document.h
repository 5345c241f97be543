/* document.h - what a document holds until it is printed; shared by the files of src/out only. */
#ifndef KTOOL_OUT_DOCUMENT_H
#define KTOOL_OUT_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#include "ktool/out.h"

enum kt_value_kind {
    KT_VALUE_NULL,
    KT_VALUE_TEXT,
    KT_VALUE_NUM,
    KT_VALUE_LATENCY,
    KT_VALUE_BOOL,
    KT_VALUE_LIST,
    KT_VALUE_NUMS
};

struct kt_value {
    enum kt_value_kind kind;
    enum kt_tone tone;
    union {
        char *text;  /* owned */
        int64_t num; /* of a bool: 0 or 1; of a latency: microseconds */
        struct kt_names list;
        struct {
            int *v; /* owned */
            size_t n;
        } nums;
    } u;
};

struct kt_fact {
    const char *key;
    struct kt_value value;
};

/* A section, or a line of prose between sections. */
struct kt_part {
    char *line;        /* NULL: a section */
    enum kt_tone tone; /* of the line */
    const char *name;  /* of a section, as all below */
    char *title;
    const struct kt_col *cols;
    size_t ncols;
    struct kt_value *cell; /* row after row */
    size_t ncell, capcell;
};

struct kt_out {
    FILE *to;
    struct kt_out_options options;
    const char *kind;
    int version;
    struct kt_fact *fact;
    size_t nfact, capfact;
    struct kt_part *part;
    size_t npart, cappart;
    struct kt_part *section; /* the last one; NULL before the first */
    enum kt_tone tone;       /* of the next cell or line */
};

/* Is part i the first section of its name? Later ones of that name only go on with its rows. */
bool kt_out_is_first(const struct kt_out *out, size_t i);
/* Do parts i and j (i is a first section) belong to one JSON member? */
bool kt_out_is_same(const struct kt_out *out, size_t i, size_t j);

/* One function a format; each prints the whole document. */
void kt_out_print_table(FILE *to, const struct kt_out *out);
void kt_out_print_json(FILE *to, const struct kt_out *out);
void kt_out_print_yaml(FILE *to, const struct kt_out *out);
void kt_out_print_tsv(FILE *to, const struct kt_out *out);

/* Decodes one character; returns how many bytes it takes (at least 1, 0 at the end). A byte that
 * begins no valid UTF-8 gives KT_UTF8_BAD and counts alone. */
enum { KT_UTF8_BAD = 0x110000 };
size_t kt_utf8_next(const char *text, uint32_t *code);
/* Would the character change what a terminal shows around it: C0, DEL, C1, line and paragraph
 * separators, marks that turn the direction of writing, KT_UTF8_BAD? */
bool kt_utf8_is_control(uint32_t code);
/* Columns a terminal gives it: 0 for combining marks, 2 for wide East Asian characters and emoji.
 */
int kt_utf8_columns(uint32_t code);

/* Text for a terminal, controls escaped: a newline as \n, other bytes as \x1b. */
void kt_plain_text(FILE *to, const char *text);

/* The value as text for a table or a tsv cell, before anything is escaped; NULL for an unknown
 * one. `units`: times and sizes by their units. The caller frees it. */
char *kt_value_text(const struct kt_value *value, enum kt_cell type, bool units);
/* The value as JSON and YAML both write it; `string` writes a text. */
void kt_value_print(FILE *to, const struct kt_value *value,
                    void (*string)(FILE *to, const char *text));

#endif
