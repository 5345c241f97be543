/* cursor.c - a walk over the lines of a settings file. */
#include <string.h>

#include "cursor.h"

enum { FAULTS_SHOWN = 20 };

enum kt_code kt_cursor_open(struct kt_cursor *cursor, const struct kt_text *text,
                            struct kt_errs *errs)
{
    size_t skip = text->len >= 3 && memcmp(text->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    *cursor = (struct kt_cursor){
        .at = text->bytes + skip, .end = text->bytes + text->len, .line = 1, .errs = errs};
    cursor->name.name = text->name;
    if (text->len > 0 && memchr(text->bytes, '\0', text->len) != NULL) {
        const struct kt_place at = {.text = &cursor->name};

        (void)kt_fail_at(errs, KT_E_INPUT, &at, "a NUL byte, which no text holds");
        kt_hint(errs, "save it as UTF-8");
        return KT_E_INPUT;
    }
    return KT_OK;
}

void kt_cursor_fault(struct kt_cursor *cursor, int line, const char *what)
{
    const struct kt_place at = {.text = &cursor->name, .line = line};

    if (++cursor->faults <= FAULTS_SHOWN)
        (void)kt_fail_at(cursor->errs, KT_E_INPUT, &at, "%s", what);
}

enum kt_code kt_cursor_verdict(const struct kt_cursor *cursor)
{
    const struct kt_place at = {.text = &cursor->name};

    if (cursor->faults > FAULTS_SHOWN)
        return kt_fail_at(cursor->errs, KT_E_INPUT, &at, "%zu more faults",
                          cursor->faults - FAULTS_SHOWN);
    return cursor->faults > 0 ? KT_E_INPUT : KT_OK;
}

enum kt_code kt_cursor_close(const struct kt_cursor *cursor, struct kt_pairs *out,
                             const struct kt_pairs *found)
{
    KT_TRY(kt_cursor_verdict(cursor));
    for (size_t i = 0; i < found->n; i++)
        kt_pairs_add(out, found->v[i].key, found->v[i].value, found->v[i].line);
    return KT_OK;
}

bool kt_cursor_at_end_of_line(const struct kt_cursor *cursor)
{
    return *cursor->at == '\n' || *cursor->at == '\r';
}

void kt_cursor_next_line(struct kt_cursor *cursor)
{
    if (!kt_cursor_at_end_of_line(cursor))
        return;
    cursor->at += cursor->at[0] == '\r' && cursor->at[1] == '\n' ? 2 : 1;
    cursor->line++;
}

void kt_cursor_skip_line(struct kt_cursor *cursor)
{
    cursor->at += strcspn(cursor->at, "\r\n");
    kt_cursor_next_line(cursor);
}

void kt_cursor_skip_blanks(struct kt_cursor *cursor)
{
    cursor->at += strspn(cursor->at, " \t\f");
}
