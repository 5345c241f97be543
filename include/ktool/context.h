/* context.h - the sections of ~/.config/ktool/config: named sets of properties, and clusters that
 * are guarded. */
#ifndef KTOOL_CONTEXT_H
#define KTOOL_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

/* One part of the file as read: the lines above the first `[NAME]` (name ""), then each section. */
struct kt_section {
    char *name;
    int line; /* of `[NAME]` */
    struct kt_pairs pairs;
};
struct kt_sections {
    struct kt_section *v;
    size_t n, cap;
};
void kt_sections_clear(struct kt_sections *sections); /* twice is fine */

struct kt_context {
    char *name;
    int line;
    bool is_protected;
    char *cluster_id;      /* `cluster.id`; NULL: not given */
    struct kt_pairs pairs; /* the rest: properties */
};
struct kt_contexts {
    struct kt_context *v; /* in the order of the file */
    size_t n, cap;
};
/* Takes over the properties of the sections behind the first part. Refused (KT_E_INPUT, all faults
 * together, at `file`:line, never quoting a value): an illegal or second name, `protected` that is
 * no yes or no, `protected=true` without `cluster.id`. */
KT_MUST_CHECK enum kt_code kt_contexts_make(struct kt_contexts *out, struct kt_sections *sections,
                                            const char *file, struct kt_errs *errs);
/* By name, or NULL; borrowed. */
const struct kt_context *kt_contexts_find(const struct kt_contexts *contexts, const char *name);
void kt_contexts_clear(struct kt_contexts *contexts); /* twice is fine */

#endif
