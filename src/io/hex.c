/* hex.c - hexadecimal digits. */
#include <string.h>

#include "hex.h"

bool kt_hex_parse(const char *text, size_t n, uint64_t *out)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    uint64_t number = 0;

    for (size_t i = 0; i < n; i++) {
        const char *digit = text[i] != '\0' ? strchr(digits, text[i]) : NULL;

        if (digit == NULL)
            return false;
        number = number * 16 + (uint64_t)(digit - digits) % 16;
    }
    *out = number;
    return true;
}
