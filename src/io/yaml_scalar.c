/* yaml_scalar.c - what a scalar means: null, tags, quotes; all else is text. */
#include <string.h>

#include "ktool/mem.h"
#include "yaml_reader.h"

static bool is_null(const char *text)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};

    for (size_t i = 0; i < KT_COUNT(words); i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

enum tag { TAG_NONE, TAG_STR, TAG_VALUE, TAG_NULL, TAG_UNKNOWN };

static enum tag tag_of(const yaml_char_t *given)
{
    const char *tag = (const char *)given;

    if (tag == NULL)
        return TAG_NONE;
    if (strcmp(tag, YAML_STR_TAG) == 0)
        return TAG_STR;
    if (strcmp(tag, YAML_INT_TAG) == 0 || strcmp(tag, YAML_BOOL_TAG) == 0)
        return TAG_VALUE;
    return strcmp(tag, YAML_NULL_TAG) == 0 ? TAG_NULL : TAG_UNKNOWN;
}

enum kt_code kt_yaml_check_tag(struct kt_yaml_reader *r, const yaml_mark_t *mark,
                               const yaml_char_t *given, bool allowed)
{
    static const char own[] = "tag:yaml.org,2002:"; /* written "!!" */
    const struct kt_place at = kt_yaml_place(r, mark);
    const char *tag = (const char *)given;
    bool is_own;

    if (allowed)
        return KT_OK;
    is_own = strncmp(tag, own, strlen(own)) == 0;
    KT_TRY(kt_yaml_fault(r, &at, "tag '%s%s' has no meaning here", is_own ? "!!" : "",
                         is_own ? tag + strlen(own) : tag));
    kt_hint(r->errs, "leave it out; a text that begins with '!' needs quotes");
    return KT_OK;
}

enum kt_code kt_yaml_scalar(struct kt_yaml_reader *r, struct kt_node *node,
                            const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    const yaml_mark_t *mark = &event->start_mark;
    enum tag tag = tag_of(event->data.scalar.tag);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

    node->text = kt_strndup(text, event->data.scalar.length);
    node->quoted = tag == TAG_STR || (tag == TAG_NONE && !plain);
    node->kind = is_null(text) && !node->quoted && tag != TAG_VALUE ? KT_NODE_NULL : KT_NODE_SCALAR;
    KT_TRY(kt_yaml_check_tag(r, mark, event->data.scalar.tag,
                             tag != TAG_UNKNOWN && (tag != TAG_NULL || is_null(text))));
    if (strlen(text) != event->data.scalar.length) {
        const struct kt_place at = kt_yaml_place(r, mark);

        return kt_yaml_fault(r, &at, "a NUL character, which no text may hold");
    }
    return KT_OK;
}
