/* dotenv.c - .env files: NAME=VALUE lines; nothing is expanded and nothing is run. */
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "ktool/env.h"

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
static const char name_bytes[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789.-";

/* Over `export `; a variable may be called so itself. */
static void skip_export(struct kt_cursor *c)
{
    size_t word = strlen("export");
    size_t blanks;

    if (strncmp(c->at, "export", word) != 0)
        return;
    blanks = strspn(c->at + word, " \t");
    if (blanks > 0 && c->at[word + blanks] != '=')
        c->at += word + blanks;
}

/* A line end inside of quotes, whatever its kind, is one LF. */
static size_t take_line_end(struct kt_cursor *c, char *value, size_t len)
{
    kt_cursor_next_line(c);
    value[len++] = '\n';
    return len;
}

static char unescape(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case '"':
    case '\\':
    case '$':
        return c;
    default:
        return '\0';
    }
}

/* The text in quotes; false when they are never closed. */
static bool quoted(struct kt_cursor *c, char *value)
{
    char quote = *c->at++;
    size_t len = 0;

    while (c->at < c->end && *c->at != quote) {
        char escaped = *c->at == '\\' && quote == '"' ? unescape(c->at[1]) : '\0';

        if (kt_cursor_at_end_of_line(c)) {
            len = take_line_end(c, value, len);
        } else if (escaped != '\0') {
            value[len++] = escaped;
            c->at += 2;
        } else {
            value[len++] = *c->at++;
        }
    }
    value[len] = '\0';
    return *c->at++ == quote;
}

/* To the line's end or to a '#' after a blank, without blanks at the end. */
static void unquoted(struct kt_cursor *c, char *value)
{
    size_t len = 0, kept = 0;

    for (; c->at < c->end && !kt_cursor_at_end_of_line(c); c->at++) {
        bool blank = *c->at == ' ' || *c->at == '\t';

        if (*c->at == '#' && (c->at[-1] == ' ' || c->at[-1] == '\t'))
            break;
        value[len++] = *c->at;
        if (!blank)
            kept = len;
    }
    value[kept] = '\0';
}

/* One NAME=VALUE; what it is wrong with it, or NULL. `value` has room for the rest of the file. */
static const char *entry(struct kt_cursor *c, struct kt_pairs *found, char *value)
{
    KT_AUTO_STR name = NULL;
    int line = c->line;
    size_t len;

    skip_export(c);
    len = strspn(c->at, letters) > 0 ? strspn(c->at, name_bytes) : 0;
    if (len == 0)
        return "not of the form NAME=VALUE";
    name = kt_strndup(c->at, len);
    c->at += len;
    kt_cursor_skip_blanks(c);
    if (*c->at != '=')
        return "not of the form NAME=VALUE";
    c->at++;
    kt_cursor_skip_blanks(c);
    if (*c->at != '"' && *c->at != '\'') {
        unquoted(c, value);
    } else {
        if (!quoted(c, value)) {
            c->at = c->end;
            return "the quote that begins here is never closed";
        }
        kt_cursor_skip_blanks(c);
        if (c->at < c->end && !kt_cursor_at_end_of_line(c) && *c->at != '#')
            return "more text after the closing quote";
    }
    kt_pairs_add(found, name, value, line);
    return NULL;
}

enum kt_code kt_dotenv_parse(struct kt_pairs *out, const struct kt_text *text, struct kt_errs *errs)
{
    KT_AUTO(kt_pairs) found = {0};
    KT_AUTO_STR value = NULL;
    struct kt_cursor c;

    KT_TRY(kt_cursor_open(&c, text, errs));
    value = kt_calloc(text->len + 1, 1);
    while (c.at < c.end) {
        kt_cursor_skip_blanks(&c);
        if (c.at < c.end && !kt_cursor_at_end_of_line(&c) && *c.at != '#') {
            int line = c.line;
            const char *fault = entry(&c, &found, value);

            if (fault != NULL)
                kt_cursor_fault(&c, line, fault);
        }
        kt_cursor_skip_line(&c);
    }
    return kt_cursor_close(&c, out, &found);
}
