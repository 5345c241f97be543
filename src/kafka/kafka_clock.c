/* kafka_clock.c - time that only goes forward. Not ktool/clock.h: the library knows no other clock
 * than the system's. */
#include <time.h>

#include "kafka_internal.h"

int64_t kt_kafka_now_us(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t kt_kafka_now_ms(void)
{
    return kt_kafka_now_us() / 1000;
}
