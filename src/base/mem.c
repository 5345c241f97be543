/* mem.c - the one file where running out of memory ends the process. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"

static void *checked(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

void *kt_calloc(size_t count, size_t size)
{
    return checked(calloc(count ? count : 1, size ? size : 1));
}

void *kt_realloc(void *old, size_t count, size_t size)
{
    size_t total = count * size;

    if (size != 0 && count > SIZE_MAX / size)
        abort();
    return checked(realloc(old, total > 0 ? total : 1));
}

char *kt_strdup(const char *text)
{
    return text ? kt_strndup(text, strlen(text)) : NULL;
}

char *kt_strndup(const char *text, size_t len)
{
    char *copy = kt_calloc(len + 1, 1);

    if (len > 0)
        memcpy(copy, text, len);
    return copy;
}

char *kt_vformat(const char *fmt, va_list args)
{
    va_list again;
    int len;
    char *text;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (len < 0)
        abort();
    text = kt_calloc((size_t)len + 1, 1);
    (void)vsnprintf(text, (size_t)len + 1, fmt, args);
    return text;
}

char *kt_format(const char *fmt, ...)
{
    va_list args;
    char *text;

    va_start(args, fmt);
    text = kt_vformat(fmt, args);
    va_end(args);
    return text;
}

/* Through volatile, as a compiler may leave out what is written before free(). */
void kt_secret_free(char *text)
{
    volatile char *at = text;

    while (at != NULL && *at != '\0')
        *at++ = '\0';
    free(text);
}

void kt_str_clear(char **text)
{
    free(*text);
    *text = NULL;
}
