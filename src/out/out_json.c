/* out_json.c - a document as JSON: a row a line, so that a diff of two runs names the rows. */
#include <inttypes.h>

#include "document.h"

void kt_json_string(FILE *to, const char *text)
{
    uint32_t code;

    fputc('"', to);
    for (size_t len; (len = kt_utf8_next(text, &code)) > 0; text += len) {
        if (code == KT_UTF8_BAD)
            fputs("\xef\xbf\xbd", to);
        else if (code == '"' || code == '\\')
            fprintf(to, "\\%c", (int)code);
        else if (code == '\n')
            fputs("\\n", to);
        else if (code == '\t')
            fputs("\\t", to);
        else if (kt_utf8_is_control(code))
            fprintf(to, "\\u%04" PRIx32, code);
        else
            fwrite(text, 1, len, to);
    }
    fputc('"', to);
}

static void json_member(FILE *to, const char *key)
{
    kt_json_string(to, key);
    fputs(": ", to);
}

static void json_row(FILE *to, const struct kt_part *part, size_t first)
{
    fputc('{', to);
    for (size_t i = 0; i < part->ncols; i++) {
        fputs(i > 0 ? ", " : "", to);
        json_member(to, part->cols[i].key);
        kt_value_print(to, &part->cell[first + i], kt_json_string);
    }
    fputc('}', to);
}

static void json_section(FILE *to, const struct kt_out *out, size_t at)
{
    const char *before = "\n    ";

    fputs(",\n  ", to);
    json_member(to, out->part[at].name);
    fputc('[', to);
    for (size_t i = at; i < out->npart; i++) {
        const struct kt_part *part = &out->part[i];

        if (!kt_out_is_same(out, at, i))
            continue;
        for (size_t cell = 0; cell < part->ncell; cell += part->ncols) {
            fputs(before, to);
            json_row(to, part, cell);
            before = ",\n    ";
        }
    }
    fputs(before[0] == ',' ? "\n  ]" : "]", to);
}

void kt_out_print_json(FILE *to, const struct kt_out *out)
{
    fputs("{\n  ", to);
    json_member(to, "kind");
    kt_json_string(to, out->kind);
    fprintf(to, ",\n  \"version\": %d", out->version);
    for (size_t i = 0; i < out->nfact; i++) {
        fputs(",\n  ", to);
        json_member(to, out->fact[i].key);
        kt_value_print(to, &out->fact[i].value, kt_json_string);
    }
    for (size_t i = 0; i < out->npart; i++)
        if (kt_out_is_first(out, i))
            json_section(to, out, i);
    fputs("\n}\n", to);
}
