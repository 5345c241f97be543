/* yaml.c - YAML text to trees: libyaml's events put together, with limits. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "yaml_reader.h"

enum { FAULTS_MAX = 100 };

static const char bom[] = "\xEF\xBB\xBF";

struct kt_place kt_yaml_place(const struct kt_yaml_reader *r, const yaml_mark_t *mark)
{
    return (struct kt_place){
        .text = r->text, .line = (int)mark->line + 1, .col = (int)mark->column + 1};
}

enum kt_code kt_yaml_fault(struct kt_yaml_reader *r, const struct kt_place *at, const char *fmt,
                           ...)
{
    KT_AUTO_STR text = NULL;
    va_list args;

    va_start(args, fmt);
    text = kt_vformat(fmt, args);
    va_end(args);
    (void)kt_fail_at(r->errs, KT_E_INPUT, at, "%s", text);
    if (++r->faults < FAULTS_MAX)
        return KT_OK;
    return kt_fail(r->errs, KT_E_INPUT, "'%s' has more faults; reading stopped here",
                   r->text->name);
}

bool kt_yaml_in_flow(const struct kt_yaml_reader *r)
{
    return r->depth > 0 && r->stack[r->depth - 1].flow;
}

/* A new node at the end of the innermost open one, or the root. */
static struct kt_node *add(struct kt_yaml_reader *r, const yaml_mark_t *mark)
{
    const struct kt_place at = kt_yaml_place(r, mark);
    struct kt_node *node = &r->docs[r->ndocs - 1].root;

    if (r->depth > 0) {
        struct kt_yaml_frame *top = &r->stack[r->depth - 1];

        KT_GROW(top->node->child, top->node->n, top->cap);
        node = &top->node->child[top->node->n++];
    }
    *node = (struct kt_node){.line = at.line, .col = at.col};
    r->nodes++;
    return node;
}

/* Is the node added last the key of an entry? */
static bool added_key(const struct kt_yaml_reader *r)
{
    const struct kt_node *top = r->depth > 0 ? r->stack[r->depth - 1].node : NULL;

    return top != NULL && top->kind == KT_NODE_MAP && top->n % 2 == 1;
}

static enum kt_code check_key(struct kt_yaml_reader *r, const struct kt_node *node,
                              const yaml_mark_t *mark)
{
    const struct kt_place at = kt_yaml_place(r, mark);

    if (!added_key(r) || node->kind == KT_NODE_SCALAR)
        return KT_OK;
    KT_TRY(kt_yaml_fault(r, &at, "a key must be a text"));
    kt_hint(r->errs, node->kind == KT_NODE_NULL
                         ? "put quotes around it"
                         : "a name that begins with '{' or '[' needs quotes");
    return KT_OK;
}

static enum kt_code on_scalar(struct kt_yaml_reader *r, const yaml_event_t *event)
{
    const yaml_mark_t *mark = &event->start_mark;
    struct kt_node *node = add(r, mark);

    KT_TRY(kt_yaml_scalar(r, node, event));
    KT_TRY(check_key(r, node, mark));
    if (event->data.scalar.anchor != NULL)
        return kt_yaml_anchor_add(r, mark, (const char *)event->data.scalar.anchor);
    return KT_OK;
}

static enum kt_code on_start(struct kt_yaml_reader *r, const yaml_event_t *event,
                             enum kt_node_kind kind)
{
    /* Both kinds of event have the same members, in unions of their own. */
    bool map = kind == KT_NODE_MAP;
    const yaml_char_t *anchor =
        map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t *tag = map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    struct kt_yaml_frame frame = {
        .flow = map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                    : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE};

    if (r->depth == KT_YAML_DEPTH_MAX) {
        const struct kt_place at = kt_yaml_place(r, &event->start_mark);

        return kt_fail_at(r->errs, KT_E_INPUT, &at, "nested more than %d levels deep",
                          KT_YAML_DEPTH_MAX);
    }
    frame.node = add(r, &event->start_mark);
    frame.node->kind = kind;
    KT_TRY(kt_yaml_check_tag(r, &event->start_mark, tag, tag == NULL));
    KT_TRY(check_key(r, frame.node, &event->start_mark));
    if (anchor != NULL) {
        KT_TRY(kt_yaml_anchor_add(r, &event->start_mark, (const char *)anchor));
        frame.anchor = r->nanchors;
        r->anchors[frame.anchor - 1].open = true;
    }
    r->stack[r->depth++] = frame;
    return KT_OK;
}

static enum kt_code on_end(struct kt_yaml_reader *r)
{
    struct kt_yaml_frame frame;

    assert(r->depth > 0); /* libyaml pairs its events */
    frame = r->stack[--r->depth];
    assert(frame.node != NULL);
    if (frame.anchor > 0)
        r->anchors[frame.anchor - 1].open = false;
    return frame.node->kind == KT_NODE_MAP ? kt_yaml_check_keys(r, frame.node) : KT_OK;
}

static enum kt_code on_alias(struct kt_yaml_reader *r, const yaml_event_t *event)
{
    struct kt_node *node = add(r, &event->start_mark);

    KT_TRY(kt_yaml_alias(r, node, &event->start_mark, (const char *)event->data.alias.anchor));
    return check_key(r, node, &event->start_mark);
}

static void on_document_start(struct kt_yaml_reader *r)
{
    kt_yaml_anchors_clear(r);
    KT_GROW(r->docs, r->ndocs, r->cap);
    r->docs[r->ndocs++] = (struct kt_doc){.text = r->text};
}

/* A `---` with nothing behind it is no document. */
static void on_document_end(struct kt_yaml_reader *r)
{
    struct kt_node *root;

    assert(r->ndocs > 0 && r->docs != NULL);
    root = &r->docs[r->ndocs - 1].root;
    if (root->kind != KT_NODE_NULL || root->text == NULL || root->text[0] != '\0')
        return;
    kt_node_clear(root);
    r->ndocs--;
}

static enum kt_code on_event(struct kt_yaml_reader *r, const yaml_event_t *event)
{
    const struct kt_place at = kt_yaml_place(r, &event->start_mark);

    if (r->nodes >= KT_YAML_NODES_MAX)
        return kt_fail_at(r->errs, KT_E_INPUT, &at, "the file holds more than %d values",
                          KT_YAML_NODES_MAX);
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        on_document_start(r);
        return KT_OK;
    case YAML_DOCUMENT_END_EVENT:
        on_document_end(r);
        return KT_OK;
    case YAML_SCALAR_EVENT:
        return on_scalar(r, event);
    case YAML_ALIAS_EVENT:
        return on_alias(r, event);
    case YAML_MAPPING_START_EVENT:
        return on_start(r, event, KT_NODE_MAP);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(r, event, KT_NODE_SEQ);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        return on_end(r);
    default:
        return KT_OK;
    }
}

static enum kt_code read_events(struct kt_yaml_reader *r, yaml_parser_t *parser, size_t skipped)
{
    for (;;) {
        yaml_event_t event;
        enum kt_code code;
        bool end;

        if (!yaml_parser_parse(parser, &event))
            return kt_yaml_syntax_error(r, parser, skipped);
        end = event.type == YAML_STREAM_END_EVENT;
        code = on_event(r, &event);
        yaml_event_delete(&event);
        if (code != KT_OK || end)
            return code;
    }
}

static enum kt_code read_text(struct kt_yaml_reader *r)
{
    size_t skipped = strncmp(r->text->bytes, bom, sizeof(bom) - 1) == 0 ? sizeof(bom) - 1 : 0;
    yaml_parser_t parser;
    enum kt_code code;

    if (!yaml_parser_initialize(&parser))
        abort();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)r->text->bytes + skipped,
                                 r->text->len - skipped);
    code = read_events(r, &parser, skipped);
    yaml_parser_delete(&parser);
    if (code != KT_OK || r->faults > 0)
        return KT_E_INPUT;
    if (r->ndocs == 0) {
        const struct kt_place at = {.text = r->text};

        return kt_fail_at(r->errs, KT_E_INPUT, &at,
                          "the file holds nothing but blanks and comments");
    }
    return KT_OK;
}

enum kt_code kt_yaml_read(struct kt_doc **out, size_t *ndocs, struct kt_text *text,
                          struct kt_errs *errs)
{
    struct kt_yaml_reader r = {.text = text, .errs = errs};
    enum kt_code code;

    KT_TRY(kt_yaml_check_bytes(text, errs));
    code = read_text(&r);
    kt_yaml_anchors_clear(&r);
    free(r.anchors);
    if (code != KT_OK) {
        kt_docs_free(r.docs, r.ndocs);
        return code;
    }
    *out = r.docs;
    *ndocs = r.ndocs;
    return KT_OK;
}

void kt_docs_free(struct kt_doc *docs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        kt_node_clear(&docs[i].root);
    free(docs);
}
