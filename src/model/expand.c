/* expand.c - ${NAME}, ${NAME:-default} and $$ in one text. */
#include <stdlib.h>
#include <string.h>

#include "ktool/manifest.h"

struct expansion {
    const char *(*lookup)(void *arg, const char *name);
    void *arg;
    char *text; /* what is done so far, without a NUL */
    size_t len, cap;
    char *why; /* what was wrong first */
};

static void put(struct expansion *e, const char *text, size_t len)
{
    if (e->why != NULL || len == 0)
        return;
    if (len > KT_MANIFEST_BYTES_MAX - e->len) {
        e->why = kt_strdup("the text grows too large by its variables");
        return;
    }
    if (e->len + len > e->cap) {
        e->cap = 2 * (e->len + len);
        e->text = kt_realloc(e->text, e->cap, 1);
    }
    memcpy(e->text + e->len, text, len);
    e->len += len;
}

static size_t name_len(const char *text)
{
    size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");

    return text[0] >= '0' && text[0] <= '9' ? 0 : len;
}

/* As in a shell, a default also stands in for a name that is set to nothing. */
static void put_variable(struct expansion *e, const char *name, const char *initial, size_t len)
{
    const char *value = e->lookup(e->arg, name);

    if (initial != NULL && (value == NULL || *value == '\0'))
        put(e, initial, len);
    else if (value != NULL)
        put(e, value, strlen(value));
    else
        e->why = kt_format("${%s} is not set and has no default", name);
}

/* `text` is what follows "${"; returns what follows "}", or NULL. */
static const char *variable(struct expansion *e, const char *text)
{
    size_t len = name_len(text), end = strcspn(text, "}");
    KT_AUTO_STR name = kt_strndup(text, len);
    const char *initial = NULL;

    if (text[end] == '\0') {
        e->why = kt_strdup("a '${' is without its '}'");
        return NULL;
    }
    if (len < end && strncmp(text + len, ":-", 2) == 0)
        initial = text + len + 2;
    if (len == 0 || (len < end && initial == NULL)) {
        e->why = kt_strdup("only ${NAME} and ${NAME:-default} are known");
        return NULL;
    }
    if (initial != NULL && strcspn(initial, "$") < (size_t)(text + end - initial)) {
        e->why = kt_format("the default of ${%s} may not hold a '$'", name);
        return NULL;
    }
    put_variable(e, name, initial, initial != NULL ? (size_t)(text + end - initial) : 0);
    return text + end + 1;
}

char *kt_expand(const char *text, const char *(*lookup)(void *arg, const char *name), void *arg,
                char **why)
{
    struct expansion e = {.lookup = lookup, .arg = arg};

    *why = NULL;
    for (;;) {
        size_t plain = strcspn(text, "$");

        put(&e, text, plain);
        text += plain;
        if (e.why != NULL || *text == '\0')
            break;
        if (text[1] == '{') {
            text = variable(&e, text + 2);
            if (text == NULL)
                break;
            continue;
        }
        put(&e, "$", 1);
        text += text[1] == '$' ? 2 : 1;
    }
    if (e.why == NULL) {
        e.text = kt_realloc(e.text, e.len + 1, 1);
        e.text[e.len] = '\0';
        return e.text;
    }
    free(e.text);
    *why = e.why;
    return NULL;
}
