/* hex.h - hexadecimal digits; nobody outside of io includes it. */
#ifndef KTOOL_IO_HEX_H
#define KTOOL_IO_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads exactly n digits (16 at the most) of either case; stops at a NUL. `out` is written only on
 * success. */
bool kt_hex_parse(const char *text, size_t n, uint64_t *out);

#endif
