/* out_text.c - characters as a terminal may see them. */
#include <inttypes.h>

#include "document.h"

/* How many bytes the first one promises, 0: it cannot come first. */
static size_t promised(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef)
        return 3;
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

size_t kt_utf8_next(const char *text, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)*text;
    size_t len = promised(lead);
    uint32_t value;

    *code = KT_UTF8_BAD;
    if (lead == '\0')
        return 0;
    if (len == 0)
        return 1;
    value = len == 1 ? lead : lead & (0xffu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)text[i];

        if ((next & 0xc0) != 0x80)
            return 1;
        value = value << 6 | (next & 0x3fu);
    }
    if (value < least[len] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 1;
    *code = value;
    return len;
}

bool kt_utf8_is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x200e && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xfeff || code == 0xfffe || code == 0xffff || code == KT_UTF8_BAD;
}

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t code, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

int kt_utf8_columns(uint32_t code)
{
    /* Blocks of Unicode, not single characters: a table that is off by one for a rare mark is
     * worth less than a list that has to follow each edition. */
    static const struct range zero[] = {{0x0300, 0x036f}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
                                        {0x200b, 0x200d}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f},
                                        {0xfe20, 0xfe2f}};
    static const struct range wide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
                                        {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
                                        {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
                                        {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

    if (code < 0x300)
        return 1;
    if (in_ranges(code, zero, KT_COUNT(zero)))
        return 0;
    return in_ranges(code, wide, KT_COUNT(wide)) ? 2 : 1;
}

static void escape_control(FILE *to, const char *bytes, uint32_t code)
{
    unsigned char byte = (unsigned char)*bytes;

    if (byte == '\n')
        fputs("\\n", to);
    else if (byte == '\t')
        fputs("\\t", to);
    else if (byte == '\r')
        fputs("\\r", to);
    else if (code < 0x80 || code == KT_UTF8_BAD)
        fprintf(to, "\\x%02x", byte);
    else
        fprintf(to, "\\u%04" PRIx32, code);
}

void kt_plain_text(FILE *to, const char *text)
{
    uint32_t code;

    for (size_t len; (len = kt_utf8_next(text, &code)) > 0; text += len) {
        if (kt_utf8_is_control(code))
            escape_control(to, text, code);
        else
            fwrite(text, 1, len, to);
    }
}
