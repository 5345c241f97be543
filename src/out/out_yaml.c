/* out_yaml.c - a document as YAML, and texts that read back as texts. */
#include <string.h>
#include <strings.h>

#include "document.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Words that some YAML reader, of edition 1.1 or 1.2, takes for a boolean or for nothing. */
static bool is_reserved(const char *text)
{
    static const char *const words[] = {"true", "false", "yes", "no",  "on",
                                        "off",  "y",     "n",   "null"};

    for (size_t i = 0; i < KT_COUNT(words); i++)
        if (strcasecmp(text, words[i]) == 0)
            return true;
    return false;
}

/* "7d", "1MiB": no reader takes digits with letters behind them for a number, but for a leading 0
 * ("0x1f", "0b1") and an exponent between digits ("1e3"). */
static bool is_amount(const char *text)
{
    const char *at = text;

    while (is_digit(*at))
        at++;
    if (*text == '0' || !is_letter(*at))
        return false;
    while (is_letter(*at))
        at++;
    return *at == '\0';
}

static bool is_plain(const char *text)
{
    if (is_digit(*text))
        return is_amount(text);
    if (!is_letter(*text) && *text != '_' && *text != '/')
        return false;
    for (const char *c = text; *c != '\0'; c++)
        if (!is_letter(*c) && !is_digit(*c) && strchr("_./-", *c) == NULL)
            return false;
    return !is_reserved(text);
}

/* A JSON string is a YAML scalar in double quotes, and safe inside { } and [ ] too. */
void kt_yaml_string(FILE *to, const char *text)
{
    if (is_plain(text))
        fputs(text, to);
    else
        kt_json_string(to, text);
}

static void yaml_member(FILE *to, const char *key, const struct kt_value *value)
{
    kt_yaml_string(to, key);
    fputs(": ", to);
    kt_value_print(to, value, kt_yaml_string);
    fputc('\n', to);
}

static void yaml_rows(FILE *to, const struct kt_part *part)
{
    for (size_t i = 0; i < part->ncell; i++) {
        fputs(i % part->ncols == 0 ? "  - " : "    ", to);
        yaml_member(to, part->cols[i % part->ncols].key, &part->cell[i]);
    }
}

static void yaml_section(FILE *to, const struct kt_out *out, size_t at)
{
    size_t ncell = 0;

    for (size_t i = at; i < out->npart; i++)
        if (kt_out_is_same(out, at, i))
            ncell += out->part[i].ncell;
    kt_yaml_string(to, out->part[at].name);
    fputs(ncell > 0 ? ":\n" : ": []\n", to);
    for (size_t i = at; i < out->npart; i++)
        if (kt_out_is_same(out, at, i))
            yaml_rows(to, &out->part[i]);
}

void kt_out_print_yaml(FILE *to, const struct kt_out *out)
{
    fputs("kind: ", to);
    kt_yaml_string(to, out->kind);
    fprintf(to, "\nversion: %d\n", out->version);
    for (size_t i = 0; i < out->nfact; i++)
        yaml_member(to, out->fact[i].key, &out->fact[i].value);
    for (size_t i = 0; i < out->npart; i++)
        if (kt_out_is_first(out, i))
            yaml_section(to, out, i);
}
