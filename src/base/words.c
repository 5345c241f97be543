/* words.c - nearest spelling and shell patterns. */
#include <ctype.h>
#include <string.h>

#include "ktool/words.h"

enum { WORD_MAX = 255 }; /* longer words are never near anything */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
static size_t distance(const char *a, size_t alen, const char *b, size_t blen)
{
    size_t rows[3][WORD_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];

    for (size_t j = 0; j <= blen; j++)
        row[j] = j;
    for (size_t i = 1; i <= alen; i++) {
        size_t *oldest = before;

        before = last;
        last = row;
        row = oldest;
        row[0] = i;
        for (size_t j = 1; j <= blen; j++) {
            row[j] = last[j - 1] + !same_letter(a[i - 1], b[j - 1]);
            row[j] = least(row[j], least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
                same_letter(a[i - 2], b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
    }
    return row[blen];
}

const char *kt_nearest(const char *word, const char *const *candidates, size_t n)
{
    const size_t len = strlen(word);
    const size_t limit = len < 6 ? 1 : len / 3;
    size_t best = limit + 1;
    const char *nearest = NULL;

    if (len > WORD_MAX)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        const size_t other = strlen(candidates[i]);
        size_t d;

        if (other > len + limit || len > other + limit || other > WORD_MAX)
            continue;
        d = distance(word, len, candidates[i], other);
        /* A word of which nothing is left is another word. */
        if (d < best && (d < len || d < other)) {
            best = d;
            nearest = candidates[i];
        }
    }
    return nearest;
}

/* The end of the class that begins at `p` ("["), or NULL: then "[" stands for itself. */
static const char *class_end(const char *p)
{
    p++;
    if (*p == '!' || *p == '^')
        p++;
    if (*p == ']')
        p++;
    return strchr(p, ']');
}

static bool in_class(const char *p, const char *end, char c)
{
    const unsigned char wanted = (unsigned char)c;
    const bool negated = p[1] == '!' || p[1] == '^';
    bool found = false;

    for (p += 1 + negated; p < end; p++) {
        unsigned char low = (unsigned char)*p, high = low;

        if (p[1] == '-' && p + 2 < end) {
            high = (unsigned char)p[2];
            p += 2;
        }
        found = found || (low <= wanted && wanted <= high);
    }
    return found != negated;
}

/* Matches one character of the pattern that is no star; returns what follows it, or NULL. */
static const char *match_one(const char *pattern, char c)
{
    const char *end = *pattern == '[' ? class_end(pattern) : NULL;

    if (end != NULL)
        return in_class(pattern, end, c) ? end + 1 : NULL;
    return *pattern == '?' || *pattern == c ? pattern + 1 : NULL;
}

bool kt_glob_match(const char *pattern, const char *text)
{
    const char *star = NULL, *retry = NULL; /* the last star and what it has swallowed so far */

    while (*text != '\0') {
        const char *next;

        if (*pattern == '*') {
            star = ++pattern;
            retry = text;
            continue;
        }
        next = *pattern != '\0' ? match_one(pattern, *text) : NULL;
        if (next != NULL) {
            pattern = next;
            text++;
        } else if (star != NULL) {
            pattern = star;
            text = ++retry;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

bool kt_glob_is(const char *pattern)
{
    return strpbrk(pattern, "*?[") != NULL;
}

bool kt_glob_match_any(char *const *patterns, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (kt_glob_match(patterns[i], text))
            return true;
    return n == 0;
}
