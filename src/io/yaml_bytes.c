/* yaml_bytes.c - what is refused before libyaml sees it: it would misread or crawl. */
#include <string.h>

#include "yaml_reader.h"

/* libyaml compares each with all before it. */
enum { TAG_LINES_MAX = 64 };

struct kt_place kt_yaml_place_of_byte(const struct kt_text *text, size_t offset)
{
    struct kt_place at = {.text = text, .line = 1, .col = 1};

    for (size_t i = 0; i < offset && i < text->len; i++) {
        unsigned char c = (unsigned char)text->bytes[i];

        if (c == '\n') {
            at.line++;
            at.col = 1;
        } else if ((c & 0xC0) != 0x80) {
            at.col++;
        }
    }
    return at;
}

static bool starts(const struct kt_text *text, const char *bytes, size_t len)
{
    return text->len >= len && memcmp(text->bytes, bytes, len) == 0;
}

static size_t count_tag_lines(const char *bytes)
{
    size_t n = strncmp(bytes, "%TAG", 4) == 0 ? 1 : 0;

    for (const char *at = strchr(bytes, '\n'); at != NULL; at = strchr(at + 1, '\n'))
        if (strncmp(at + 1, "%TAG", 4) == 0)
            n++;
    return n;
}

enum kt_code kt_yaml_check_bytes(const struct kt_text *text, struct kt_errs *errs)
{
    const struct kt_text name_only = {.name = text->name};
    const struct kt_place whole = {.text = &name_only};
    const char *nul;

    if (text->len == 0)
        return kt_fail_at(errs, KT_E_INPUT, &whole, "the file is empty");
    if (starts(text, "\xFF\xFE", 2) || starts(text, "\xFE\xFF", 2)) {
        (void)kt_fail_at(errs, KT_E_INPUT, &whole, "the file is UTF-16, UTF-8 is wanted");
        kt_hint(errs, "save it as UTF-8");
        return KT_E_INPUT;
    }
    nul = memchr(text->bytes, '\0', text->len);
    if (nul != NULL) {
        const struct kt_place at = kt_yaml_place_of_byte(text, (size_t)(nul - text->bytes));

        (void)kt_fail_at(errs, KT_E_INPUT, &at, "a NUL byte, which no text holds");
        kt_hint(errs, "is this YAML, saved as UTF-8?");
        return KT_E_INPUT;
    }
    if (count_tag_lines(text->bytes) > TAG_LINES_MAX)
        return kt_fail_at(errs, KT_E_INPUT, &whole, "more than %d %%TAG lines", TAG_LINES_MAX);
    return KT_OK;
}
