/* clock.c - real time; alone in its file so that the fake's virtual clock can stand in for it. */
#include <time.h>

#include "ktool/clock.h"

static int64_t read_clock(clockid_t id)
{
    struct timespec now = {0};

    (void)clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t kt_now_ms(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t kt_monotonic_ms(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

void kt_wait_ms(int64_t ms)
{
    struct timespec left = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};

    if (ms > 0)
        (void)nanosleep(&left, NULL);
}
