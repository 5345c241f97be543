/* sections.c - the user's own file: properties, and behind them sections of properties. */
#include <stdlib.h>
#include <string.h>

#include "properties.h"

static struct kt_section *open_section(struct kt_sections *sections, char *name, int line)
{
    struct kt_section *section;

    KT_GROW(sections->v, sections->n, sections->cap);
    section = &sections->v[sections->n++];
    *section = (struct kt_section){.name = name, .line = line};
    return section;
}

/* `[NAME]`, and nothing behind it but blanks; blanks around the name do not count. *name is NULL
 * with a fault, else the caller's. */
static const char *header(const char *raw, char **name)
{
    const char *from = raw + 1 + strspn(raw + 1, " \t\f");
    const char *close = strchr(from, ']');
    size_t len;

    *name = NULL;
    if (close == NULL)
        return "a section's name is not closed by ']'";
    if (close[1 + strspn(close + 1, " \t\f")] != '\0')
        return "more text after the name of a section";
    for (len = (size_t)(close - from); len > 0 && strchr(" \t\f", from[len - 1]) != NULL;)
        len--;
    *name = kt_strndup(from, len);
    return NULL;
}

enum kt_code kt_sections_parse(struct kt_sections *out, const struct kt_text *text,
                               struct kt_errs *errs)
{
    KT_AUTO_STR raw = NULL;
    struct kt_section *section = open_section(out, kt_strdup(""), 0);
    struct kt_cursor c;
    int line;

    KT_TRY(kt_cursor_open(&c, text, errs));
    raw = kt_calloc(text->len + 1, 1);
    while (kt_properties_next(&c, raw, &line)) {
        const char *fault;

        if (raw[0] == '[') {
            char *name;

            fault = header(raw, &name);
            section = open_section(out, name, line);
        } else {
            fault = kt_properties_entry(&section->pairs, raw, line);
        }
        if (fault != NULL)
            kt_cursor_fault(&c, line, fault);
    }
    return kt_cursor_verdict(&c);
}
