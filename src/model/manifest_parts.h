/* manifest_parts.h - what reading a manifest consists of; shared by src/model/manifest*.c alone.
 * documents -> (tree) -> nodes without variables -> (document, topic, config) -> layers as written
 * -> (layers) -> pool of topics -> (rules, templates) -> the declared set. */
#ifndef MANIFEST_PARTS_H
#define MANIFEST_PARTS_H

#include "ktool/config_key.h"
#include "ktool/manifest.h"

/* Far above what people write; they bound what a hostile file can cost. */
enum {
    KT_MANIFEST_ERRORS_MAX = 200,
    KT_MANIFEST_TOPICS_MAX = 20000,
    KT_MANIFEST_ENVIRONMENTS_MAX = 100,
    KT_MANIFEST_CONFIG_MAX = 200,             /* settings of one topic in one layer */
    KT_MANIFEST_SET_BYTES = 64 * 1024 * 1024, /* of the texts of all topics together */
    KT_MANIFEST_SUGGEST_MAX = 20              /* searches for the nearest name */
};

struct kt_reader {
    const struct kt_manifest_options *options;
    struct kt_errs *errs;
    size_t errors_before;       /* of others */
    const struct kt_text *text; /* of the document at hand */
    size_t expanded;            /* bytes that variables brought */
    size_t suggested;
    struct kt_names unknown; /* config keys that were warned of */
};
/* There are so many errors that nobody reads on: loops end. */
bool kt_reader_full(const struct kt_reader *reader);
/* Place of a node in the document at hand. */
struct kt_place kt_reader_place(const struct kt_reader *reader, const struct kt_node *node);
/* "bad value '...' for 'name': why", KT_E_INPUT. */
void kt_reader_bad(struct kt_reader *reader, const struct kt_node *node, const char *name,
                   const char *why);
/* Is the node a scalar? If not, says that `name` takes one value. */
bool kt_reader_scalar(struct kt_reader *reader, const struct kt_node *node, const char *name);
/* Is the node a mapping? Null counts as an empty one. If not, says what `name` has to be. */
bool kt_reader_map(struct kt_reader *reader, const struct kt_node *node, const char *name);

/* A mapping with known members. */
struct kt_member {
    const char *name;
    void (*read)(struct kt_reader *reader, const struct kt_node *value, void *into);
};
/* `what` names it in errors: "a topic". */
void kt_members_read(struct kt_reader *reader, const struct kt_node *map, const char *what,
                     const struct kt_member *members, size_t n, void *into);

/* A copy of the tree with all variables replaced; entries that need an unset one are left out.
 * False when there is none: no copy is made then. The caller clears it. */
bool kt_tree_expand(struct kt_reader *reader, struct kt_node *to, const struct kt_node *from);
/* Then nothing of it is worth reading. */
bool kt_tree_is_too_large(const struct kt_reader *reader);

/* One layer's words about a topic. `given` with nothing in it: null, which removes. */
struct kt_given_count {
    bool given;
    int value;
    struct kt_place at;
};
struct kt_given_text {
    bool given;
    char *value;
    struct kt_place at;
};
struct kt_given_config {
    char *key;
    char *value; /* canonical; NULL: null, which removes */
    struct kt_place at;
    bool is_short; /* written as the member `retention` */
};
struct kt_layer_spec {
    struct kt_given_count partitions, replication;
    struct kt_given_text key, schema;
    struct kt_names groups;
    bool groups_given;
    struct kt_place groups_at;
    struct kt_given_config *config; /* sorted, unique */
    size_t nconfig, config_cap;
};
void kt_layer_spec_clear(struct kt_layer_spec *spec);
const struct kt_given_config *kt_layer_spec_find(const struct kt_layer_spec *spec, const char *key);
/* Bytes of its texts. */
size_t kt_layer_spec_bytes(const struct kt_layer_spec *spec);

/* The members of a topic, or of `defaults`. */
void kt_spec_read(struct kt_reader *reader, const struct kt_node *map, bool is_defaults,
                  struct kt_layer_spec *spec);
/* The member `config`. */
void kt_config_read(struct kt_reader *reader, const struct kt_node *map,
                    struct kt_layer_spec *spec);
/* Takes over `value`; beyond the limit an error. */
void kt_config_add(struct kt_reader *reader, struct kt_layer_spec *spec, const char *key,
                   char *value, const struct kt_node *at, bool is_short);

struct kt_layer_topic {
    char *name;
    struct kt_place at;
    struct kt_layer_spec spec;
};
struct kt_layer_topics {
    struct kt_layer_topic *v; /* sorted by name, unique */
    size_t n, cap;
};
const struct kt_layer_topic *kt_layer_topics_find(const struct kt_layer_topics *topics,
                                                  const char *name);

struct kt_overlay {
    char *name;
    struct kt_place at;
    struct kt_layer_spec defaults;
    struct kt_layer_topics topics;
};
struct kt_manifest_doc {
    struct kt_place at;
    bool has_version, has_topics;
    char *prefix;
    struct kt_place prefix_at;
    struct kt_layer_spec defaults;
    struct kt_layer_topics topics;
    struct kt_overlay *overlay; /* in the order written */
    size_t noverlays, overlays_cap;
};
void kt_manifest_doc_read(struct kt_reader *reader, const struct kt_node *root,
                          struct kt_manifest_doc *doc);
/* Overlays of topics that are not there, nulls that remove nothing; in all environments. */
void kt_layers_check(struct kt_reader *reader, const struct kt_manifest_doc *doc);
void kt_manifest_doc_clear(struct kt_manifest_doc *doc);

/* Topics on their way into the set: any order, names may be there twice. */
struct kt_pooled {
    struct kt_topic topic;
    size_t order; /* as declared, so that "twice" is said of the second */
};
struct kt_pool {
    struct kt_pooled *v;
    size_t n, cap;
    size_t bytes;
    bool is_full; /* and that was said */
};
/* The next free place (zero-filled), or NULL beyond a limit, which is an error. `bytes` is what the
 * topic will hold, at the most. */
struct kt_topic *kt_pool_next(struct kt_reader *reader, struct kt_pool *pool, size_t bytes,
                              const struct kt_place *at);
/* What the topic holds, roughly. */
size_t kt_topic_bytes(const struct kt_topic *topic);
void kt_pool_clear(struct kt_pool *pool);
/* Moves the topics into the set; the pool is empty then. */
void kt_pool_sort(struct kt_reader *reader, struct kt_pool *pool, struct kt_topics *set);

/* Layers laid over each other: plain topics and templates, named with prefix. */
void kt_layers_resolve(struct kt_reader *reader, const struct kt_manifest_doc *doc,
                       struct kt_pool *topics, struct kt_pool *templates);
/* Is the name with prefix one that a topic may have? If not, says so. */
bool kt_pool_name_check(struct kt_reader *reader, const char *name, const struct kt_place *at);

/* NULL when a topic's name may begin so, else static text. */
const char *kt_prefix_fault(const char *prefix);

/* Adds the topics that --set makes of the templates; counts the templates that stay without. */
void kt_templates_fill(struct kt_reader *reader, const struct kt_topics *templates,
                       struct kt_pool *topics, size_t *left_out);

/* min.insync.replicas against the replication factor, retention against segments. */
void kt_rules_values(struct kt_reader *reader, const struct kt_pool *topics,
                     const struct kt_pool *templates);
/* Names that differ in '.' and '_' only. */
void kt_rules_names(struct kt_reader *reader, const struct kt_topics *set);

/* Puts errs->v[from..] into the order of the documents and their lines; what has no place is last.
 */
void kt_errors_sort(struct kt_errs *errs, size_t from, const struct kt_doc *docs, size_t ndocs);

#endif
