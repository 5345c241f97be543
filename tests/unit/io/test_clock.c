/* test_clock.c - the real clock: it moves, waits, and is woken by a signal. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/time.h>
#include <time.h>

#include <cmocka.h>

#include "ktool/clock.h"

static void the_wall_clock_is_the_wall_clock(void **state)
{
    int64_t before = (int64_t)time(NULL), now = kt_now_ms() / 1000, after = (int64_t)time(NULL);

    (void)state;
    /* time() may be read from a coarser clock than ours. */
    assert_true(before - 1 <= now && now <= after + 1);
}

static void a_wait_is_not_too_short(void **state)
{
    int64_t start = kt_monotonic_ms();

    (void)state;
    kt_wait_ms(30);
    assert_true(kt_monotonic_ms() - start >= 29);
}

static void nothing_to_wait_for(void **state)
{
    int64_t start = kt_monotonic_ms();

    (void)state;
    kt_wait_ms(0);
    kt_wait_ms(-5000);
    assert_true(kt_monotonic_ms() - start < 5000);
}

static void ignore(int number)
{
    (void)number;
}

static void a_signal_ends_the_wait(void **state)
{
    const struct sigaction action = {.sa_handler = ignore};
    /* It comes again and again, in case that the first one is faster than the wait. */
    const struct itimerval soon = {{0, 20000}, {0, 20000}}, never = {{0, 0}, {0, 0}};
    int64_t start = kt_monotonic_ms();

    (void)state;
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &soon, NULL), 0);
    kt_wait_ms(60000);
    assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
    assert_true(kt_monotonic_ms() - start < 30000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wall_clock_is_the_wall_clock),
        cmocka_unit_test(a_wait_is_not_too_short),
        cmocka_unit_test(nothing_to_wait_for),
        cmocka_unit_test(a_signal_ends_the_wait),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
