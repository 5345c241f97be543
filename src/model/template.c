/* template.c - topic names with parameters: "chat.{tenant_id}". */
#include <string.h>

#include "ktool/topic_name.h"

static bool is_param(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool kt_template_is(const char *name)
{
    return name[strcspn(name, "{}")] != '\0';
}

/* Length of the parameter's name that begins at `text`. */
static size_t param_len(const char *text)
{
    size_t len = 0;

    while (is_param(text[len]))
        len++;
    return len;
}

const char *kt_template_fault(const char *name)
{
    if (strlen(name) > KT_TEMPLATE_MAX)
        return "is longer than 1000 characters";
    for (const char *p = name; *(p += strcspn(p, "{}")) != '\0'; p++) {
        if (*p == '}')
            return "has a '}' without '{'";
        p++;
        if (*p == '}')
            return "has a parameter without a name";
        p += param_len(p);
        if (*p == '\0')
            return "has a '{' without '}'";
        if (*p != '}')
            return "has a parameter whose name is not only letters, digits, '_' and '-'";
    }
    return NULL;
}

void kt_template_params(struct kt_names *params, const char *name)
{
    const char *p = name;

    while ((p = strchr(p, '{')) != NULL) {
        char *param = kt_strndup(p + 1, param_len(p + 1));
        kt_names_add(params, param);
        kt_str_clear(&param);
        p++;
    }
    kt_names_sort(params);
}

static void append(char **to, const char *text, size_t len)
{
    char *longer = kt_format("%s%.*s", *to, (int)len, text);

    kt_str_clear(to);
    *to = longer;
}

char *kt_template_fill(const char *name, const struct kt_pairs *values)
{
    char *filled = kt_strdup("");

    for (;;) {
        size_t plain = strcspn(name, "{"), len;
        KT_AUTO_STR param = NULL;
        const char *value;

        append(&filled, name, plain);
        name += plain;
        if (*name == '\0')
            return filled;
        len = param_len(name + 1);
        param = kt_strndup(name + 1, len);
        value = kt_pairs_get(values, param);
        len += name[len + 1] == '}' ? 2 : 1;
        if (value != NULL)
            append(&filled, value, strlen(value));
        else
            append(&filled, name, len);
        name += len;
    }
}

/* A parameter is taken as short as possible and made longer when what follows does not fit; going
 * back to the last one is enough. A parameter that stands twice may match two different values. */
bool kt_template_match(const char *name, const char *topic)
{
    const char *after = NULL, *end = NULL; /* of the last parameter: in the template, in the name */

    if (kt_topic_name_fault(topic) != NULL)
        return false;
    while (*topic != '\0') {
        if (*name == '{') {
            name += strcspn(name, "}");
            after = *name != '\0' ? ++name : name;
            end = ++topic;
        } else if (*name == *topic) {
            name++;
            topic++;
        } else if (after != NULL) {
            name = after;
            topic = ++end;
        } else {
            return false;
        }
    }
    return *name == '\0';
}
