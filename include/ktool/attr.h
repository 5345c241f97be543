/* attr.h - compiler attributes and the two macros that shape control flow. */
#ifndef KTOOL_ATTR_H
#define KTOOL_ATTR_H

#define KT_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define KT_MUST_CHECK         __attribute__((warn_unused_result))
#define KT_NORETURN           __attribute__((noreturn))

/* A local that empties itself on every way out of its block: KT_AUTO(kt_topics) set = {0};
 * needs `void kt_topics_clear(struct kt_topics *)`. Locals are cleared in reverse order. */
#define KT_AUTO(type) __attribute__((cleanup(type##_clear))) struct type
/* A `char *` that is freed on every way out; start it at NULL. */
#define KT_AUTO_STR __attribute__((cleanup(kt_str_clear))) char *

/* The only macro that returns: hands a failure (or a "no") up to the caller. */
#define KT_TRY(call)                                                                               \
    do {                                                                                           \
        enum kt_code kt_try_code = (call);                                                         \
        if (kt_try_code != KT_OK)                                                                  \
            return kt_try_code;                                                                    \
    } while (0)

#define KT_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
