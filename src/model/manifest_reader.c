/* manifest_reader.c - the questions that every part of a manifest is asked, and their errors. */
#include <string.h>

#include "ktool/words.h"
#include "manifest_parts.h"

bool kt_reader_full(const struct kt_reader *reader)
{
    return reader->errs->nerrors - reader->errors_before >= KT_MANIFEST_ERRORS_MAX;
}

struct kt_place kt_reader_place(const struct kt_reader *reader, const struct kt_node *node)
{
    return kt_node_place(reader->text, node);
}

void kt_reader_bad(struct kt_reader *reader, const struct kt_node *node, const char *name,
                   const char *why)
{
    const struct kt_place at = kt_reader_place(reader, node);

    (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "bad value '%.100s' for '%.100s': %s",
                     node->text, name, why);
}

bool kt_reader_scalar(struct kt_reader *reader, const struct kt_node *node, const char *name)
{
    const struct kt_place at = kt_reader_place(reader, node);

    if (node->kind == KT_NODE_SCALAR)
        return true;
    (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "'%.100s' takes one value, not %s", name,
                     node->kind == KT_NODE_SEQ   ? "a list"
                     : node->kind == KT_NODE_MAP ? "a mapping"
                                                 : "null");
    return false;
}

bool kt_reader_map(struct kt_reader *reader, const struct kt_node *node, const char *name)
{
    const struct kt_place at = kt_reader_place(reader, node);

    if (node->kind == KT_NODE_MAP || node->kind == KT_NODE_NULL)
        return true;
    (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "'%.100s' must be a mapping, not %s", name,
                     node->kind == KT_NODE_SEQ ? "a list" : "a text");
    return false;
}

static void unknown_member(struct kt_reader *reader, const struct kt_node *key, const char *what,
                           const struct kt_member *members, size_t n)
{
    enum { MEMBERS_MAX = 16 };
    const struct kt_place at = kt_reader_place(reader, key);
    const char *names[MEMBERS_MAX], *near;
    KT_AUTO_STR list = NULL;

    n = n < MEMBERS_MAX ? n : MEMBERS_MAX;
    for (size_t i = 0; i < n; i++) {
        char *longer = kt_format("%s%s%s", list ? list : "", i ? ", " : "", members[i].name);
        kt_str_clear(&list);
        list = longer;
        names[i] = members[i].name;
    }
    (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "unknown member '%.100s' of %s", key->text,
                     what);
    near = kt_nearest(key->text, names, n);
    if (near != NULL)
        kt_hint(reader->errs, "did you mean '%s'?", near);
    else if (strcmp(key->text, "<<") == 0)
        kt_hint(reader->errs,
                "YAML's merge key is not taken: what topics share goes to 'defaults'");
    else
        kt_hint(reader->errs, "%s takes %s", what, list);
}

void kt_members_read(struct kt_reader *reader, const struct kt_node *map, const char *what,
                     const struct kt_member *members, size_t n, void *into)
{
    unsigned seen = 0; /* a bit per member */

    for (size_t i = 0; i + 1 < map->n && !kt_reader_full(reader); i += 2) {
        const struct kt_node *key = &map->child[i];
        const struct kt_place at = kt_reader_place(reader, key);
        size_t m = 0;

        while (m < n && strcmp(members[m].name, key->text) != 0)
            m++;
        if (m == n) {
            unknown_member(reader, key, what, members, n);
        } else if ((seen >> m & 1U) != 0) {
            (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "member '%s' is there twice",
                             key->text);
        } else {
            seen |= 1U << m;
            members[m].read(reader, &map->child[i + 1], into);
        }
    }
}
