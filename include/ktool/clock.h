/* clock.h - time as a link seam: src/io/clock.c is the real one, tests/fake/fake_clock.c moves only
 * when somebody waits. */
#ifndef KTOOL_CLOCK_H
#define KTOOL_CLOCK_H

#include <stdint.h>

int64_t kt_now_ms(void);       /* wall clock, ms since 1970; for record timestamps */
int64_t kt_monotonic_ms(void); /* for deadlines */
void kt_wait_ms(int64_t ms);   /* returns early when a signal arrives */

#endif
