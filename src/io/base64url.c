/* base64url.c - base64 for URLs (RFC 4648 section 5). */
#include <stdlib.h>
#include <string.h>

#include "base64url.h"
#include "ktool/mem.h"

char *kt_base64url_decode(const char *text, size_t n, size_t *len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char *out = kt_calloc(n + 1, 1);
    unsigned bits = 0, value = 0;

    *len = 0;
    for (size_t i = 0; i < n; i++) {
        const char *digit = text[i] != '\0' ? strchr(digits, text[i]) : NULL;

        if (digit == NULL) {
            free(out);
            return NULL;
        }
        value = (value << 6 | (unsigned)(digit - digits)) & 0xFFFF;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[(*len)++] = (char)(unsigned char)(value >> bits & 0xFF);
        }
    }
    return out;
}
