/* units.h - numbers with units, as people write them and as people read them. */
#ifndef KTOOL_UNITS_H
#define KTOOL_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All parsers read the whole text (no blanks around it), set *out only on success, and on failure
 * return false with *why pointing at static text: "not a whole number", "too large", ... */

/* Decimal digits with an optional minus: no plus, no leading zeros ("012"), no "1_000". */
bool kt_int_parse(const char *text, int64_t *out, const char **why);

/* `90s`, `36h`, `7d`, `2w`, `250ms`, `1d12h` (falling units, each once), and ISO 8601 `PT36H`,
 * `P7D`, `P2W`, `P1DT12H` (years and months are refused: they have no fixed length). Never
 * negative. A number without a unit is refused with *why "needs a unit"; fractions are refused. */
bool kt_duration_parse(const char *text, int64_t *out_ms, const char **why);

/* `512KiB`, `10MB`, `1GiB`, `100B`; kB/MB/GB/TB are powers of 1000, KiB/MiB/GiB/TiB of 1024 (K, M,
 * G, T alone are refused as ambiguous). A bare number is bytes. Never negative. */
bool kt_size_parse(const char *text, int64_t *out_bytes, const char **why);

enum { KT_UNITS_TEXT = 32 };
/* The largest exact form: 604800000 -> "7d", 90000 -> "90s" (not "1m30s"), 1 -> "1ms", 0 -> "0ms".
 * A result parses back to the same number. Returns `to`. Negative numbers print as plain digits. */
char *kt_duration_text(int64_t ms, char to[KT_UNITS_TEXT]);
/* Likewise: 1048576 -> "1MiB", 2000000 -> "2MB", 1048588 -> "1048588". */
char *kt_size_text(int64_t bytes, char to[KT_UNITS_TEXT]);
/* What stands behind a noun: "" for one of it, else "s". Static text. */
const char *kt_plural(size_t n);

#endif
