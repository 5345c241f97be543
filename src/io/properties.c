/* properties.c - Java's properties format, as java.util.Properties.load() reads it. */
#include <stdlib.h>
#include <string.h>

#include "hex.h"
#include "properties.h"

/* Copies one logical line to `raw`, escapes as written: a backslash at the end of a line joins it
 * with the next, whose leading blanks do not count. */
static void logical_line(struct kt_cursor *c, char *raw)
{
    size_t len = 0;

    while (c->at < c->end && !kt_cursor_at_end_of_line(c)) {
        raw[len++] = *c->at++;
        if (raw[len - 1] != '\\')
            continue;
        if (c->at == c->end || kt_cursor_at_end_of_line(c)) {
            len--;
            kt_cursor_next_line(c);
            kt_cursor_skip_blanks(c);
        } else {
            raw[len++] = *c->at++;
        }
    }
    raw[len] = '\0';
}

/* Four hexadecimal digits, or -1. */
static long hex4(const char *at)
{
    uint64_t number;

    return kt_hex_parse(at, 4, &number) ? (long)number : -1;
}

/* Reads \uXXXX (two of them for a character beyond 16 bits) at *from and moves it on; -1: none. */
static long unicode(const char **from)
{
    long first = hex4(*from + 2), second;

    if (first <= 0 || (first >= 0xDC00 && first < 0xE000))
        return -1;
    *from += 6;
    if (first < 0xD800 || first >= 0xE000)
        return first;
    second = (*from)[0] == '\\' && (*from)[1] == 'u' ? hex4(*from + 2) : -1;
    if (second < 0xDC00 || second >= 0xE000)
        return -1;
    *from += 6;
    return 0x10000 + (first - 0xD800) * 0x400 + (second - 0xDC00);
}

static char *put_utf8(char *to, long c)
{
    if (c < 0x80) {
        *to++ = (char)c;
        return to;
    }
    if (c < 0x800) {
        *to++ = (char)(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            *to++ = (char)(0xE0 | c >> 12);
        } else {
            *to++ = (char)(0xF0 | c >> 18);
            *to++ = (char)(0x80 | (c >> 12 & 0x3F));
        }
        *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    }
    *to++ = (char)(0x80 | (c & 0x3F));
    return to;
}

static char unescape(char c)
{
    static const char letters[] = "tnrf", controls[] = "\t\n\r\f";
    const char *letter = strchr(letters, c);

    return letter != NULL ? controls[letter - letters] : c;
}

/* In place: the result is never longer. False for a malformed \u. */
static bool unescape_all(char *text)
{
    const char *from = text;
    char *to = text;

    while (*from != '\0') {
        if (from[0] == '\\' && from[1] == 'u') {
            long c = unicode(&from);

            if (c < 0)
                return false;
            to = put_utf8(to, c);
        } else if (from[0] == '\\' && from[1] != '\0') {
            *to++ = unescape(from[1]);
            from += 2;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
    return true;
}

/* Where the key ends: at the first '=', ':' or blank without a backslash before it. */
static char *end_of_key(char *raw)
{
    while (*raw != '\0' && strchr("=: \t\f", *raw) == NULL)
        raw += raw[0] == '\\' && raw[1] != '\0' ? 2 : 1;
    return raw;
}

const char *kt_properties_entry(struct kt_pairs *found, char *raw, int line)
{
    char *end = end_of_key(raw);
    char *value = end + strspn(end, " \t\f");

    if (end == raw)
        return "not of the form key=value";
    if (*value == '=' || *value == ':') {
        value++;
        value += strspn(value, " \t\f");
    }
    *end = '\0';
    if (!unescape_all(raw) || !unescape_all(value))
        return "\\u without the four hexadecimal digits of a character";
    kt_pairs_add(found, raw, value, line);
    return NULL;
}

bool kt_properties_next(struct kt_cursor *c, char *raw, int *line)
{
    for (; c->at < c->end; kt_cursor_skip_line(c)) {
        kt_cursor_skip_blanks(c);
        if (c->at == c->end || kt_cursor_at_end_of_line(c) || *c->at == '#' || *c->at == '!')
            continue;
        *line = c->line;
        logical_line(c, raw);
        return true;
    }
    return false;
}

enum kt_code kt_properties_parse(struct kt_pairs *out, const struct kt_text *text,
                                 struct kt_errs *errs)
{
    KT_AUTO(kt_pairs) found = {0};
    KT_AUTO_STR raw = NULL;
    struct kt_cursor c;
    int line;

    KT_TRY(kt_cursor_open(&c, text, errs));
    raw = kt_calloc(text->len + 1, 1);
    while (kt_properties_next(&c, raw, &line)) {
        const char *fault = raw[0] == '[' ? "sections are not known in properties files"
                                          : kt_properties_entry(&found, raw, line);

        if (fault != NULL)
            kt_cursor_fault(&c, line, fault);
    }
    return kt_cursor_close(&c, out, &found);
}
