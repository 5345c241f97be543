/* inspect.h - the jobs behind list, describe, export and delete: live topics with what is asked of
 * them. */
#ifndef KTOOL_INSPECT_H
#define KTOOL_INSPECT_H

#include "ktool/ctx.h"
#include "ktool/opt.h"
#include "ktool/topic.h"

/* The settings of live topics in one request: overrides, and of the rest the `keys` (sorted; NULL:
 * all). A topic whose settings may not be read keeps none and its name is added to `unread`; one
 * that is gone by now leaves `topics`. */
KT_MUST_CHECK enum kt_code kt_read_configs(struct kt_ctx *ctx, struct kt_topic **topics, size_t *n,
                                           const struct kt_names *keys, struct kt_names *unread,
                                           struct kt_errs *errs);

/* Appends one error for each name, KT_E_CLUSTER: the right to read its settings is missing. */
KT_MUST_CHECK enum kt_code kt_tell_unread(const struct kt_ctx *ctx, const struct kt_names *unread,
                                          struct kt_errs *errs);

/* Asks about topics by name alone, in one request: results[i].code is KT_KAFKA_OK when the i-th is
 * there, UNKNOWN_TOPIC_OR_PART, or a denial. Metadata leaves out what the user may not describe;
 * only asked by name a broker says so. `results` has names->n entries, their texts are the
 * caller's.
 */
KT_MUST_CHECK enum kt_code kt_ask_by_name(struct kt_ctx *ctx, const struct kt_names *names,
                                          struct kt_result *results, struct kt_errs *errs);

/* Topics that were asked for by name and that the metadata does not show: appends one error each
 * and returns KT_E_REMOTE; KT_OK when there are no names. One request (kt_ask_by_name()). */
KT_MUST_CHECK enum kt_code kt_tell_absent(struct kt_ctx *ctx, const struct kt_names *names,
                                          struct kt_errs *errs);

/* Deletes topics by name and waits until they are gone from the metadata, at most `wait_ms`. What
 * the broker refuses is appended to `errs`, the others go all the same; `deleted` are those it
 * took. */
KT_MUST_CHECK enum kt_code kt_delete_topics(struct kt_ctx *ctx, const char *const *names, size_t n,
                                            int64_t wait_ms, struct kt_names *deleted,
                                            struct kt_errs *errs);

#endif
