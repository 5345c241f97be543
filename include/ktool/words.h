/* words.h - texts compared: nearest spelling, shell patterns. */
#ifndef KTOOL_WORDS_H
#define KTOOL_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* The candidate that a mistyped word was probably meant to be (optimal string alignment distance of
 * at most a third of its length, at least 1; case does not count), or NULL. The first of equals
 * wins. */
const char *kt_nearest(const char *word, const char *const *candidates, size_t n);

/* Does `text` match the shell pattern (`*`, `?`, `[a-z]`)? A pattern without these is a name. */
bool kt_glob_match(const char *pattern, const char *text);
bool kt_glob_is(const char *pattern);
/* Does one of them match? True when there are none. */
bool kt_glob_match_any(char *const *patterns, size_t n, const char *text);

#endif
