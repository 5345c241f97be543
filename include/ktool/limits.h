/* limits.h - what the system may do with this process. */
#ifndef KTOOL_LIMITS_H
#define KTOOL_LIMITS_H

/* No core dump of this process and its children from now on: memory that holds secrets must not end
 * up in a file (setrlimit(), RLIMIT_CORE). Best effort: lowering a limit is always allowed. */
void kt_core_dumps_off(void);

#endif
