/* units.c - numbers with units: whole numbers, durations and sizes. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ktool/attr.h"
#include "ktool/units.h"

struct unit {
    const char *name;
    int64_t factor;
};

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR, WEEK = 7 * DAY };

/* Largest first: compound durations fall through this table. */
static const struct unit durations[] = {{"w", WEEK},   {"d", DAY},    {"h", HOUR},
                                        {"m", MINUTE}, {"s", SECOND}, {"ms", 1}};
static const struct unit iso_days[] = {{"W", WEEK}, {"D", DAY}};
static const struct unit iso_times[] = {{"H", HOUR}, {"M", MINUTE}, {"S", SECOND}};

#define KIB INT64_C(1024)
#define KB  INT64_C(1000)
static const struct unit sizes[] = {{"TiB", KIB *KIB *KIB *KIB},
                                    {"TB", KB *KB *KB *KB},
                                    {"GiB", KIB *KIB *KIB},
                                    {"GB", KB *KB *KB},
                                    {"MiB", KIB *KIB},
                                    {"MB", KB *KB},
                                    {"KiB", KIB},
                                    {"kB", KB},
                                    {"B", 1}};

static bool refuse(const char **why, const char *text)
{
    *why = text;
    return false;
}

/* Digits at *text, which moves behind them. */
static bool digits(const char **text, int64_t *out, const char **why)
{
    const char *p = *text;
    int64_t n = 0;

    if (*p == '-')
        return refuse(why, "is negative");
    if (!isdigit((unsigned char)*p))
        return refuse(why, "not a whole number");
    if (p[0] == '0' && isdigit((unsigned char)p[1]))
        return refuse(why, "has a leading zero");
    for (; isdigit((unsigned char)*p); p++) {
        int digit = *p - '0';

        if (n > (INT64_MAX - digit) / 10)
            return refuse(why, "too large");
        n = n * 10 + digit;
    }
    if (*p == '.' || *p == ',')
        return refuse(why, "not a whole number");
    *text = p;
    *out = n;
    return true;
}

static bool add_product(int64_t *sum, int64_t n, int64_t factor, const char **why)
{
    if (n > (INT64_MAX - *sum) / factor)
        return refuse(why, "too large");
    *sum += n * factor;
    return true;
}

bool kt_int_parse(const char *text, int64_t *out, const char **why)
{
    const bool negative = text[0] == '-';
    const char *p = text + negative;
    int64_t n = 0;

    if (negative && (p[0] == '-' || p[0] == '0'))
        return refuse(why, "not a whole number");
    if (negative && strcmp(p, "9223372036854775808") == 0) {
        *out = INT64_MIN;
        return true;
    }
    if (!digits(&p, &n, why))
        return false;
    if (*p != '\0')
        return refuse(why, "not a whole number");
    *out = negative ? -n : n;
    return true;
}

/* Does `text` begin with the unit's name, and another number or the end behind it? */
static bool starts_with_unit(const char *text, const struct unit *unit, char end)
{
    const size_t len = strlen(unit->name);

    return strncmp(text, unit->name, len) == 0 &&
           (text[len] == '\0' || text[len] == end || isdigit((unsigned char)text[len]));
}

/* Pairs of number and unit, units falling, up to the end of the text or `end`. */
static bool falling(const char **text, const struct unit *units, size_t n, char end, int64_t *sum,
                    const char **why)
{
    const char *p = *text;
    size_t next = 0;

    do {
        int64_t number = 0;
        size_t u = 0;

        if (!digits(&p, &number, why))
            return false;
        if (*p == '\0')
            return refuse(why, "needs a unit");
        while (u < n && !starts_with_unit(p, &units[u], end))
            u++;
        if (u == n)
            return refuse(why, units == durations ? "has no such unit (ms, s, m, h, d or w)"
                                                  : "not an ISO 8601 duration of fixed length");
        if (u < next)
            return refuse(why, "units must fall, each once");
        next = u + 1;
        if (!add_product(sum, number, units[u].factor, why))
            return false;
        p += strlen(units[u].name);
    } while (*p != '\0' && *p != end);
    *text = p;
    return true;
}

/* After the "P". */
static bool iso(const char *p, int64_t *sum, const char **why)
{
    if (*p != 'T' && !falling(&p, iso_days, KT_COUNT(iso_days), 'T', sum, why))
        return false;
    if (*p == '\0')
        return true;
    p++;
    return falling(&p, iso_times, KT_COUNT(iso_times), '\0', sum, why);
}

bool kt_duration_parse(const char *text, int64_t *out_ms, const char **why)
{
    int64_t sum = 0;
    bool ok;

    if (text[0] == 'P')
        ok = iso(text + 1, &sum, why);
    else
        ok = falling(&text, durations, KT_COUNT(durations), '\0', &sum, why);
    if (ok)
        *out_ms = sum;
    return ok;
}

bool kt_size_parse(const char *text, int64_t *out_bytes, const char **why)
{
    int64_t number = 0, sum = 0;

    if (!digits(&text, &number, why))
        return false;
    if (*text == '\0') {
        *out_bytes = number;
        return true;
    }
    for (size_t u = 0; u < KT_COUNT(sizes); u++) {
        if (strcmp(text, sizes[u].name) != 0)
            continue;
        if (!add_product(&sum, number, sizes[u].factor, why))
            return false;
        *out_bytes = sum;
        return true;
    }
    return refuse(why, "has no such unit (B, kB, MB, GB, TB or KiB, MiB, GiB, TiB)");
}

static char *in_units(int64_t n, const struct unit *units, size_t nunits, char *to)
{
    size_t u = 0;

    while (u < nunits && (n == 0 || n % units[u].factor != 0))
        u++;
    (void)snprintf(to, KT_UNITS_TEXT, "%" PRId64 "%s", n / (u < nunits ? units[u].factor : 1),
                   u < nunits ? units[u].name : "");
    return to;
}

char *kt_duration_text(int64_t ms, char to[KT_UNITS_TEXT])
{
    if (ms < 0)
        return in_units(ms, NULL, 0, to);
    if (ms == 0)
        return memcpy(to, "0ms", sizeof("0ms"));
    /* Weeks are left out: people say 30 days, and "4w2d" is no single unit. */
    return in_units(ms, durations + 1, KT_COUNT(durations) - 1, to);
}

char *kt_size_text(int64_t bytes, char to[KT_UNITS_TEXT])
{
    return in_units(bytes, sizes, bytes < 0 ? 0 : KT_COUNT(sizes) - 1, to);
}

const char *kt_plural(size_t n)
{
    return n == 1 ? "" : "s";
}
