/* config_list.h - parts of values that reading and comparing share. */
#ifndef CONFIG_LIST_H
#define CONFIG_LIST_H

#include <stdbool.h>

#include "ktool/mem.h"

/* Items of a comma-separated list, trimmed, in order; a blank text has none. */
void kt_config_split(struct kt_names *items, const char *text);
/* Java's Double.parseDouble without its oddities (NaN, hexadecimal, a trailing 'd'). */
bool kt_config_double(const char *text, double *out);

#endif
