/* yaml_reader.h - what the files of the YAML reader share; nobody else includes it. */
#ifndef KTOOL_IO_YAML_READER_H
#define KTOOL_IO_YAML_READER_H

#include <yaml.h>

#include "ktool/yaml.h"

/* A sequence or mapping that is still open. Nodes are built in place: an open one is the last child
 * of the one below it, so its address stays until it is closed. */
struct kt_yaml_frame {
    struct kt_node *node;
    size_t cap;    /* of node->child */
    size_t anchor; /* index + 1 in anchors; 0: it has none */
    bool flow;     /* written with { } or [ ] */
};

/* An anchored node, by the way to it: addresses move while a tree grows. */
struct kt_yaml_anchor {
    char *name;
    size_t *path; /* child indices from the root */
    size_t depth; /* of path */
    bool open;
};

struct kt_yaml_reader {
    struct kt_text *text; /* borrowed, as is errs */
    struct kt_errs *errs;
    struct kt_doc *docs;
    size_t ndocs, cap;
    struct kt_yaml_frame stack[KT_YAML_DEPTH_MAX];
    size_t depth;
    struct kt_yaml_anchor *anchors; /* of the document being read */
    size_t nanchors, anchors_cap;
    size_t nodes;                    /* so far, copies included */
    size_t alias_nodes, alias_bytes; /* copied so far */
    size_t faults;                   /* reported; reading goes on to find more */
};

struct kt_place kt_yaml_place(const struct kt_yaml_reader *r, const yaml_mark_t *mark);
/* Reports a fault after which reading can go on; KT_OK until there are too many. */
KT_MUST_CHECK enum kt_code kt_yaml_fault(struct kt_yaml_reader *r, const struct kt_place *at,
                                         const char *fmt, ...) KT_PRINTF(3, 4);

/* Is the innermost open sequence or mapping written with { } or [ ]? */
bool kt_yaml_in_flow(const struct kt_yaml_reader *r);

/* yaml_scalar.c: fills in the node. */
KT_MUST_CHECK enum kt_code kt_yaml_scalar(struct kt_yaml_reader *r, struct kt_node *node,
                                          const yaml_event_t *event);
KT_MUST_CHECK enum kt_code kt_yaml_check_tag(struct kt_yaml_reader *r, const yaml_mark_t *mark,
                                             const yaml_char_t *given, bool allowed);

/* yaml_bytes.c: what is refused before libyaml sees it. */
KT_MUST_CHECK enum kt_code kt_yaml_check_bytes(const struct kt_text *text, struct kt_errs *errs);
/* Line and column of a byte. */
struct kt_place kt_yaml_place_of_byte(const struct kt_text *text, size_t offset);

/* yaml_fault.c: libyaml's complaint in plain words; `skipped` bytes were kept from it. */
enum kt_code kt_yaml_syntax_error(const struct kt_yaml_reader *r, const yaml_parser_t *parser,
                                  size_t skipped);

/* yaml_alias.c. The node was just added and is the last child all the way down the stack. */
KT_MUST_CHECK enum kt_code kt_yaml_anchor_add(struct kt_yaml_reader *r, const yaml_mark_t *mark,
                                              const char *name);
/* Fills in `to` with a copy of what the alias stands for. */
KT_MUST_CHECK enum kt_code kt_yaml_alias(struct kt_yaml_reader *r, struct kt_node *to,
                                         const yaml_mark_t *mark, const char *name);
void kt_yaml_anchors_clear(struct kt_yaml_reader *r);

/* yaml_keys.c: reports every key of the mapping that stands in it twice. */
KT_MUST_CHECK enum kt_code kt_yaml_check_keys(struct kt_yaml_reader *r, const struct kt_node *map);

#endif
