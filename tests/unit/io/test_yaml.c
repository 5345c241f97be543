/* test_yaml.c - YAML to trees: values, marks, aliases, and everything that is refused. */
#include <time.h>

#include "io_fixture.h"
#include "ktool/yaml.h"

struct yaml {
    struct kt_text text;
    struct kt_errs errs;
    struct kt_doc *docs;
    size_t n;
    enum kt_code code;
};

static struct yaml read_bytes(const char *bytes, size_t len)
{
    struct yaml y = {.text = text_of(bytes, len)};

    y.code = kt_yaml_read(&y.docs, &y.n, &y.text, &y.errs);
    return y;
}

static struct yaml read_text(const char *bytes)
{
    return read_bytes(bytes, strlen(bytes));
}

static void yaml_clear(struct yaml *y)
{
    kt_docs_free(y->docs, y->n);
    kt_text_clear(&y->text);
    kt_errs_clear(&y->errs);
}

/* {a: 'quoted', b: [plain, null]}; recursion ends at the reader's limit. */
static void print(FILE *to, const struct kt_node *node)
{
    bool map = node->kind == KT_NODE_MAP;

    if (node->kind == KT_NODE_NULL) {
        (void)fprintf(to, "null");
    } else if (node->kind == KT_NODE_SCALAR) {
        (void)fprintf(to, node->quoted ? "'%s'" : "%s", node->text);
    } else {
        (void)fputc(map ? '{' : '[', to);
        for (size_t i = 0; i < node->n; i++) {
            (void)fputs(i == 0 ? "" : map && i % 2 == 1 ? ": " : ", ", to);
            print(to, &node->child[i]);
        }
        (void)fputc(map ? '}' : ']', to);
    }
}

static char *docs_text(const struct yaml *y)
{
    char *text = NULL;
    size_t len;
    FILE *to = open_memstream(&text, &len);

    for (size_t i = 0; i < y->n; i++) {
        (void)fputs(i > 0 ? " --- " : "", to);
        print(to, &y->docs[i].root);
    }
    (void)fclose(to);
    return text;
}

static void reads(const char *bytes, const char *expected)
{
    struct yaml y = read_text(bytes);
    KT_AUTO_STR errors = errors_text(&y.errs);
    KT_AUTO_STR text = docs_text(&y);

    if (y.code != KT_OK)
        fail_msg("refused: %s\n%s", bytes, errors);
    assert_string_equal(text, expected);
    assert_int_equal(y.errs.n, 0);
    yaml_clear(&y);
}

static void refuses_bytes(const char *bytes, size_t len, const char *expected)
{
    struct yaml y = read_bytes(bytes, len);
    KT_AUTO_STR errors = errors_text(&y.errs);

    assert_string_equal(errors, expected);
    assert_int_equal(y.code, KT_E_INPUT);
    assert_null(y.docs);
    yaml_clear(&y);
}

static void refuses(const char *bytes, const char *expected)
{
    refuses_bytes(bytes, strlen(bytes), expected);
}

static void values_are_text(void **state)
{
    (void)state;
    reads("a: 1\nb: [x, 012, 0o14, yes]\n", "{a: 1, b: [x, 012, 0o14, yes]}");
    reads("a: 'x'\nb: \"y\"\nc: |\n  z\n", "{a: 'x', b: 'y', c: 'z\n'}");
    reads("a: ~\nb: null\nc:\nd: 'null'\ne: ''\nf: nulls", "{a: null, b: null, c: null, d: 'null', "
                                                           "e: '', f: nulls}");
    reads("a: !!str 12\nb: !!int \"3\"\nc: !!bool true\nd: !!null ''\ne: !!str null",
          "{a: '12', b: 3, c: true, d: null, e: 'null'}");
    reads("<<: {a: b}\n", "{<<: {a: b}}");
    reads("\xEF\xBB\xBF# byte order mark\r\na: b\r\n", "{a: b}");
    reads("partitions: ${N:-3}\npresence.{tenant_id}: 'a,b'\n",
          "{partitions: ${N:-3}, presence.{tenant_id}: 'a,b'}");
}

static void documents_are_told_apart(void **state)
{
    (void)state;
    reads("a: 1\n---\nb: 2\n", "{a: 1} --- {b: 2}");
    reads("---\na: 1\n---\n# nothing\n", "{a: 1}");
    reads("--- ~\n", "null");
    reads("a: &x 1\n---\na: &x 2\nb: *x\n", "{a: 1} --- {a: 2, b: 2}");
    refuses("a: &x 1\n---\na: *x\n",
            "3:4: no '&x' stands before this alias (a text that begins with '*' needs quotes)");
}

static void marks_count_characters_from_one(void **state)
{
    struct yaml y = read_text("a: 1\n\xC3\xA9: [x, y]\n");
    const struct kt_node *items;

    (void)state;
    assert_int_equal(y.code, KT_OK);
    assert_int_equal(y.docs[0].root.line, 1);
    assert_int_equal(y.docs[0].root.col, 1);
    items = kt_node_get(&y.docs[0].root, "\xC3\xA9");
    assert_non_null(items);
    assert_int_equal(items->line, 2);
    assert_int_equal(items->col, 4);
    assert_int_equal(items->child[1].col, 8);
    yaml_clear(&y);
}

static void aliases_are_copies(void **state)
{
    struct yaml y = read_text("a: &x {k: [v]}\nb: *x\n");
    const struct kt_node *b;

    (void)state;
    assert_int_equal(y.code, KT_OK);
    b = kt_node_get(&y.docs[0].root, "b");
    assert_non_null(b);
    assert_int_equal(b->line, 2);
    assert_int_equal(b->col, 4);
    assert_int_equal(b->child[0].line, 1);
    yaml_clear(&y);
    reads("- &x a\n- &x b\n- *x\n- {*x : c}\n", "[a, b, b, {b: c}]");
    reads("a: &x [1]\nb: &y [*x, *x]\nc: *y\n", "{a: [1], b: [[1], [1]], c: [[1], [1]]}");
}

static void bad_aliases(void **state)
{
    (void)state;
    refuses("a: &x [*x]\n", "1:8: '*x' stands inside of '&x' itself");
    refuses("a: &x {b: {c: *x}}\n", "1:15: '*x' stands inside of '&x' itself");
    refuses("a: *.acme\n", "1:5: not YAML: an anchor or alias without a name (a text that begins "
                           "with '&' or '*' needs quotes)");
    refuses("a: &x [1]\n? *x\n: b\n",
            "2:3: a key must be a text (a name that begins with '{' or '[' needs quotes)");
}

/* Nine times nine times nine ... */
static void laughs_end_early(void **state)
{
    char text[1024] = "a: &a [x,x,x,x,x,x,x,x,x]\n";

    (void)state;
    for (char c = 'b'; c < 'l'; c++) {
        size_t len = strlen(text);

        (void)snprintf(text + len, sizeof(text) - len, "%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c,
                       c - 1, c - 1, c - 1, c - 1, c - 1, c - 1);
    }
    refuses(text, "5:17: aliases stand for more than 10000 values or 4 MiB of text");
}

/* n times `piece`; the caller frees it. */
static char *repeated(const char *before, const char *piece, size_t n, const char *after)
{
    size_t first = strlen(before), len = strlen(piece);
    char *text = kt_calloc(first + n * len + strlen(after) + 1, 1);

    memcpy(text, before, first);
    for (size_t i = 0; i < n; i++)
        memcpy(text + first + i * len, piece, len);
    memcpy(text + first + n * len, after, strlen(after));
    return text;
}

static void aliases_of_long_text_end_early(void **state)
{
    KT_AUTO_STR words = repeated("- &x \"", "long ", 20000, "\"\n");
    KT_AUTO_STR text = repeated(words, "- *x\n", 50, "");

    (void)state;
    refuses(text, "43:3: aliases stand for more than 10000 values or 4 MiB of text");
}

static void depth_is_limited_at_once(void **state)
{
    KT_AUTO_STR deep = repeated("", "[", KT_YAML_DEPTH_MAX, "x");
    KT_AUTO_STR closed = repeated(deep, "]", KT_YAML_DEPTH_MAX, "");
    KT_AUTO_STR brackets = repeated("", "[", 200000, "");
    KT_AUTO_STR lines = repeated("", "[\n", 10000, "");
    KT_AUTO_STR dashes = repeated("", "- ", 10000, "x");
    clock_t start = clock();
    struct yaml y = read_text(closed);

    (void)state;
    assert_int_equal(y.code, KT_OK);
    yaml_clear(&y);
    refuses(brackets, "1:65: nested more than 64 levels deep");
    refuses(lines, "65:1: nested more than 64 levels deep");
    refuses(dashes, "1:129: nested more than 64 levels deep");
    assert_true((clock() - start) / CLOCKS_PER_SEC < 5);
}

static void depth_counts_what_aliases_bring(void **state)
{
    KT_AUTO_STR open = repeated("a: &x ", "[", 40, "");
    KT_AUTO_STR first = repeated(open, "]", 40, "\nb: ");
    KT_AUTO_STR again = repeated(first, "[", 30, "*x");
    KT_AUTO_STR text = repeated(again, "]", 30, "\n");

    (void)state;
    refuses(text, "2:34: with what '*x' stands for it is nested more than 64 levels deep");
}

static void size_is_limited(void **state)
{
    KT_AUTO_STR many = repeated("[", "x,", KT_YAML_NODES_MAX, "]");
    KT_AUTO_STR anchors = repeated("", "- &x 1\n", 1001, "");
    KT_AUTO_STR tags = repeated("", "%TAG ! x\n", 65, "--- a\n");

    (void)state;
    refuses(many, "1:400000: the file holds more than 200000 values");
    refuses(anchors, "1001:3: more than 1000 anchors");
    refuses(tags, "0:0: more than 64 %TAG lines");
}

static void all_duplicate_keys_are_reported(void **state)
{
    (void)state;
    refuses("b: 1\na: 2\nb: 3\nc: {x: 1, x: 2}\na: 9\n\"b\": 4\n",
            "4:11: key 'x' stands twice, first at line 4, column 5\n"
            "3:1: key 'b' stands twice, first at line 1, column 1\n"
            "5:1: key 'a' stands twice, first at line 2, column 1\n"
            "6:1: key 'b' stands twice, first at line 1, column 1");
    reads("a: {x: 1}\nb: {x: 1}\n", "{a: {x: 1}, b: {x: 1}}");
}

static void reports_end_somewhere(void **state)
{
    KT_AUTO_STR text = repeated("", "a: 1\n", 5000, "");
    struct yaml y = read_text(text);

    (void)state;
    assert_int_equal(y.code, KT_E_INPUT);
    assert_int_equal(y.errs.n, 101);
    assert_string_equal(y.errs.v[100].text, "'x.in' has more faults; reading stopped here");
    yaml_clear(&y);
}

static void tabs_are_told(void **state)
{
    (void)state;
    refuses("topics:\n\ta: 1\n", "2:1: a tab is not expected here (YAML wants spaces for "
                                 "indentation, not tabs)");
    refuses("topics:\n  a: 1\n\tb: 2\n", "3:1: a tab is not expected here (YAML wants spaces for "
                                         "indentation, not tabs)");
    refuses("topics:\n  \ta: 1\n", "2:3: a tab is not expected here (YAML wants spaces for "
                                   "indentation, not tabs)");
}

static void braces_in_flow_are_told(void **state)
{
    static const char hint[] = " (put quotes around a text that holds ${...} or {...})";
    static const struct {
        const char *yaml, *error;
    } cases[] = {
        {"a: { partitions: ${N:-3} }\n", "1:19: not YAML: a ',' or '}' is expected here"},
        {"a: { b: x${N} }\n", "1:11: not YAML: a ',' or '}' is expected here"},
        {"a: [x${N}]\n", "1:7: not YAML: a ',' or ']' is expected here"},
        {"topics: {\n  presence.{tenant_id}: 3 }\n",
         "2:12: not YAML: a ',' or '}' is expected here"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        KT_AUTO_STR expected = kt_format("%s%s", cases[i].error, hint);

        refuses(cases[i].yaml, expected);
    }
    refuses("topics:\n  {tenant_id}.x: 3\n",
            "2:3: a key must be a text (a name that begins with '{' or '[' needs quotes)\n"
            "2:14: not YAML: a key is expected here (put quotes around a text that holds ${...} or "
            "{...})");
    refuses("a: [1, 2\nb: 3\n",
            "2:2: not YAML: a ',' or ']' is expected here (is the bracket opened at line 1 closed? "
            "Inside of { } and [ ], a text with ${...}, {...} or a comma needs quotes)");
}

static void syntax_errors_are_in_plain_words(void **state)
{
    static const struct {
        const char *yaml, *error;
    } cases[] = {
        {"a: b: c\n", "1:5: not YAML: a ':' is not expected here (check the indentation; a value "
                      "that holds ': ' needs quotes)"},
        {"a:\n  - b\n - c\n", "3:2: not YAML: a key is expected here (check the indentation; a "
                              "value that goes on after its closing quote needs other quotes)"},
        {"a: \"b\nc: d\n", "1:4: not YAML: a quote that is never closed"},
        {"a: @b\n", "1:4: no text may begin with '@' (put quotes around it)"},
        {"a: \"\\q\"\n", "1:5: not YAML: an unknown escape in double quotes (single quotes take a "
                         "backslash as it is)"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++)
        refuses(cases[i].yaml, cases[i].error);
}

static void keys_and_tags(void **state)
{
    (void)state;
    refuses("~: a\n{b}: c\n", "1:1: a key must be a text (put quotes around it)\n"
                              "2:1: a key must be a text (a name that begins with '{' or '[' needs "
                              "quotes)");
    refuses("a: !!float 1\nb: !x y\nc: !!map {}\n",
            "1:4: tag '!!float' has no meaning here (leave it out; a text that "
            "begins with '!' needs quotes)\n"
            "2:4: tag '!x' has no meaning here (leave it out; a text that begins with '!' needs "
            "quotes)\n"
            "3:4: tag '!!map' has no meaning here (leave it out; a text that "
            "begins with '!' needs quotes)");
}

static void bytes_that_are_no_text(void **state)
{
    (void)state;
    refuses("", "0:0: the file is empty");
    refuses("\n\n", "0:0: the file holds nothing but blanks and comments");
    refuses("# a\n---\n", "0:0: the file holds nothing but blanks and comments");
    refuses_bytes("a: b\nc\0d", 8,
                  "2:2: a NUL byte, which no text holds (is this YAML, saved as "
                  "UTF-8?)");
    refuses_bytes("\xFF\xFE\x61\x00", 4,
                  "0:0: the file is UTF-16, UTF-8 is wanted (save it as "
                  "UTF-8)");
    refuses_bytes("\xFE\xFF\x00\x61", 4,
                  "0:0: the file is UTF-16, UTF-8 is wanted (save it as "
                  "UTF-8)");
    refuses("a: \"\\0\"\n", "1:4: a NUL character, which no text may hold");
    refuses("a: b\nc: \xC3\x28\n",
            "2:5: not UTF-8: invalid trailing UTF-8 octet (save it as UTF-8)");
    refuses("a: \x01\n", "1:4: a control character (U+0001)");
}

static void excerpts_are_the_line(void **state)
{
    struct yaml y = read_text("a: 1\r\nb: c: d\r\n");

    (void)state;
    assert_int_equal(y.code, KT_E_INPUT);
    assert_string_equal(y.errs.v[0].file, "x.in");
    assert_string_equal(y.errs.v[0].excerpt, "b: c: d");
    yaml_clear(&y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_text),
        cmocka_unit_test(documents_are_told_apart),
        cmocka_unit_test(marks_count_characters_from_one),
        cmocka_unit_test(aliases_are_copies),
        cmocka_unit_test(bad_aliases),
        cmocka_unit_test(laughs_end_early),
        cmocka_unit_test(aliases_of_long_text_end_early),
        cmocka_unit_test(depth_is_limited_at_once),
        cmocka_unit_test(depth_counts_what_aliases_bring),
        cmocka_unit_test(size_is_limited),
        cmocka_unit_test(all_duplicate_keys_are_reported),
        cmocka_unit_test(reports_end_somewhere),
        cmocka_unit_test(tabs_are_told),
        cmocka_unit_test(braces_in_flow_are_told),
        cmocka_unit_test(syntax_errors_are_in_plain_words),
        cmocka_unit_test(keys_and_tags),
        cmocka_unit_test(bytes_that_are_no_text),
        cmocka_unit_test(excerpts_are_the_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
