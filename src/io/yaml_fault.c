/* yaml_fault.c - what libyaml complains about, in the words of people who write manifests. */
#include <string.h>

#include "yaml_reader.h"

struct wording {
    const char *problem; /* libyaml's */
    const char *text;    /* ours */
    const char *hint;    /* NULL: none */
};

static const struct wording wordings[] = {
    {"mapping values are not allowed in this context", "a ':' is not expected here",
     "check the indentation; a value that holds ': ' needs quotes"},
    {"block sequence entries are not allowed in this context", "a '- ' is not expected here",
     "check the indentation; a list begins on a line of its own"},
    {"could not find expected ':'", "a key without ':' after it",
     "check the indentation, and that every quote is closed"},
    {"did not find expected key", "a key is expected here",
     "check the indentation; a value that goes on after its closing quote needs other quotes"},
    {"did not find expected '-' indicator", "a '- ' is expected here", "check the indentation"},
    {"did not find expected ',' or '}'", "a ',' or '}' is expected here", NULL},
    {"did not find expected ',' or ']'", "a ',' or ']' is expected here", NULL},
    {"did not find expected node content", "a value is expected here", NULL},
    {"did not find expected <document start>", "more text after the end of the document",
     "check the indentation"},
    {"did not find expected alphabetic or numeric character", "an anchor or alias without a name",
     "a text that begins with '&' or '*' needs quotes"},
    {"found unknown escape character", "an unknown escape in double quotes",
     "single quotes take a backslash as it is"},
    {"found unexpected end of stream", "a quote that is never closed", NULL},
};

static const struct wording *wording_of(const char *problem)
{
    for (size_t i = 0; i < KT_COUNT(wordings); i++)
        if (strcmp(wordings[i].problem, problem) == 0)
            return &wordings[i];
    return NULL;
}

/* Marks count characters. */
static size_t byte_of(const struct kt_text *text, size_t skipped, size_t character)
{
    size_t i = skipped;

    while (i < text->len && character > 0) {
        i++;
        while (i < text->len && ((unsigned char)text->bytes[i] & 0xC0) == 0x80)
            i++;
        character--;
    }
    return i;
}

/* Does the line that holds this byte begin with a tab, perhaps after spaces? */
static bool is_indented_by_tab(const struct kt_text *text, size_t byte)
{
    while (byte > 0 && text->bytes[byte - 1] != '\n')
        byte--;
    byte += strspn(text->bytes + byte, " ");
    return text->bytes[byte] == '\t';
}

/* `${NAME}` and `name.{param}` without quotes: a brace where a flow parser wants a comma, or text
 * that goes on after one. */
static bool is_bare_brace(const struct kt_text *text, size_t byte)
{
    char before = byte > 0 ? text->bytes[byte - 1] : '\n';

    if (text->bytes[byte] == '{')
        return strchr(" \t\n,:", before) == NULL;
    return before == '}' && strchr(" \t\r\n,", text->bytes[byte]) == NULL;
}

static void hint_at_byte(const struct kt_yaml_reader *r, size_t byte, const char *usual)
{
    bool in_flow = kt_yaml_in_flow(r);

    if (!in_flow && is_indented_by_tab(r->text, byte))
        kt_hint(r->errs, "YAML wants spaces for indentation, not tabs");
    else if (is_bare_brace(r->text, byte))
        kt_hint(r->errs, "put quotes around a text that holds ${...} or {...}");
    else if (in_flow)
        kt_hint(r->errs,
                "is the bracket opened at line %d closed? Inside of { } and [ ], a text "
                "with ${...}, {...} or a comma needs quotes",
                r->stack[r->depth - 1].node->line);
    else if (usual != NULL)
        kt_hint(r->errs, "%s", usual);
}

/* The reader, below the scanner, knows bytes and no marks. */
static enum kt_code bad_bytes(const struct kt_yaml_reader *r, const yaml_parser_t *parser,
                              const char *problem, size_t skipped)
{
    const struct kt_place at = kt_yaml_place_of_byte(r->text, parser->problem_offset + skipped);

    if (strcmp(problem, "control characters are not allowed") == 0)
        return kt_fail_at(r->errs, KT_E_INPUT, &at, "a control character (U+%04X)",
                          (unsigned)parser->problem_value);
    (void)kt_fail_at(r->errs, KT_E_INPUT, &at, "not UTF-8: %s", problem);
    kt_hint(r->errs, "save it as UTF-8");
    return KT_E_INPUT;
}

enum kt_code kt_yaml_syntax_error(const struct kt_yaml_reader *r, const yaml_parser_t *parser,
                                  size_t skipped)
{
    const char *problem = parser->problem ? parser->problem : "unknown";
    const struct wording *known = wording_of(problem);
    const yaml_mark_t *mark = &parser->problem_mark;
    bool unclosed = strcmp(problem, "found unexpected end of stream") == 0;
    struct kt_place at;
    size_t byte;
    char c;

    if (parser->error == YAML_READER_ERROR)
        return bad_bytes(r, parser, problem, skipped);
    if (unclosed && parser->context != NULL)
        mark = &parser->context_mark;
    at = kt_yaml_place(r, mark);
    byte = byte_of(r->text, skipped, mark->index);
    c = r->text->bytes[byte];
    if (strcmp(problem, "found character that cannot start any token") == 0 && c != '\t') {
        (void)kt_fail_at(r->errs, KT_E_INPUT, &at, "no text may begin with '%c'", c);
        kt_hint(r->errs, "put quotes around it");
        return KT_E_INPUT;
    }
    if (c == '\t')
        (void)kt_fail_at(r->errs, KT_E_INPUT, &at, "a tab is not expected here");
    else
        (void)kt_fail_at(r->errs, KT_E_INPUT, &at, "not YAML: %s", known ? known->text : problem);
    hint_at_byte(r, byte, known ? known->hint : NULL);
    return KT_E_INPUT;
}
