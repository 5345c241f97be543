/* test_property.c - the laws of plan, for 100,000 random pairs. KT_SEED=N repeats a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "ktool/units.h"
#include "laws.h"

enum { PAIRS = 100000, BYTES = 320 };

/* splitmix64: every number starts a good sequence, so each pair has a seed of its own. */
static uint64_t next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static const char *broken_by(int64_t seed, struct seen *seen)
{
    uint64_t state = (uint64_t)seed;
    uint8_t random[BYTES];
    struct bytes bytes = {.v = random, .n = sizeof(random)};

    for (size_t i = 0; i < sizeof(random); i += 8) {
        uint64_t word = next(&state);

        for (size_t b = 0; b < 8; b++)
            random[i + b] = (uint8_t)(word >> (8 * b));
    }
    return broken_law(&bytes, seen);
}

static int64_t first_seed(void)
{
    const char *given = getenv("KT_SEED"), *why;
    int64_t seed;

    if (given == NULL)
        return (int64_t)time(NULL) * 1000000 + getpid();
    if (!kt_int_parse(given, &seed, &why))
        fail_msg("KT_SEED '%s' is %s", given, why);
    return seed;
}

/* Kinds and risks that the rules can bring together: safe, careful, left, refused. */
static const bool possible[KT_OP_UNSET + 1][KT_REFUSED + 1] = {
    [KT_OP_CREATE] = {true, false, false, true},  [KT_OP_GROW] = {true, true, false, true},
    [KT_OP_SHRINK] = {false, false, false, true}, [KT_OP_REPLICATE] = {false, false, true, true},
    [KT_OP_SET] = {true, true, false, true},      [KT_OP_UNSET] = {true, true, false, true},
};

static void assert_all_seen(const struct seen *seen)
{
    enum { OFTEN = PAIRS / 500 };

    for (size_t kind = 0; kind <= KT_OP_UNSET; kind++) {
        for (size_t risk = 0; risk <= KT_REFUSED; risk++) {
            print_message("# kind %zu risk %zu: %zu\n", kind, risk, seen->op[kind][risk]);
            if (possible[kind][risk])
                assert_true(seen->op[kind][risk] >= OFTEN);
            else
                assert_int_equal(seen->op[kind][risk], 0);
        }
    }
    assert_true(seen->by_broker >= OFTEN);
    assert_true(seen->rivals >= OFTEN);
    assert_true(seen->unmanaged >= OFTEN);
    assert_true(seen->undeclared >= OFTEN);
    assert_true(seen->asks >= OFTEN);
    assert_true(seen->untouched >= OFTEN);
}

static void the_laws_hold_for_random_pairs(void **state)
{
    int64_t seed = first_seed();
    struct seen seen = {0};

    (void)state;
    print_message("# KT_SEED=%lld\n", (long long)seed);
    for (int64_t i = 0; i < PAIRS; i++) {
        const char *broken = broken_by(seed + i, &seen);

        if (broken != NULL)
            fail_msg("KT_SEED=%lld breaks in its first pair: %s", (long long)(seed + i), broken);
    }
    assert_all_seen(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_laws_hold_for_random_pairs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
