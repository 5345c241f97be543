/* fake_clock.c - time that stands still until somebody waits. */
#include <signal.h>

#include "fake.h"
#include "ktool/clock.h"

enum { START_SECONDS = 1768478400 }; /* 2026-01-15T12:00:00Z */

static struct {
    int64_t start, now; /* ms; start 0: not set yet */
    int64_t signal_at;
    int signal; /* 0: none pending */
} clock_state;

static void ensure_started(void)
{
    if (clock_state.start == 0)
        kt_fake_clock_reset(INT64_C(1000) * START_SECONDS);
}

void kt_fake_clock_reset(int64_t now_ms)
{
    clock_state.start = now_ms > 0 ? now_ms : INT64_C(1000) * START_SECONDS;
    clock_state.now = clock_state.start;
    clock_state.signal = 0;
}

int64_t kt_fake_clock_start(void)
{
    ensure_started();
    return clock_state.start;
}

void kt_fake_clock_advance(int64_t ms)
{
    ensure_started();
    clock_state.now += ms > 0 ? ms : 0;
}

void kt_fake_clock_signal(int64_t at_ms, int signal)
{
    clock_state.signal_at = at_ms;
    clock_state.signal = signal;
}

int64_t kt_now_ms(void)
{
    ensure_started();
    return clock_state.now;
}

int64_t kt_monotonic_ms(void)
{
    ensure_started();
    return clock_state.now - clock_state.start;
}

void kt_wait_ms(int64_t ms)
{
    int64_t at = clock_state.signal_at;
    int signal = clock_state.signal;

    ensure_started();
    if (signal != 0 && kt_monotonic_ms() + ms >= at) {
        clock_state.signal = 0;
        kt_fake_clock_advance(at - kt_monotonic_ms());
        (void)raise(signal);
        return;
    }
    kt_fake_clock_advance(ms);
}
