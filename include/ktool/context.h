/* context.h - the sections of ~/.config/ktool/config: named sets of properties, and clusters that
 * are guarded. */
#ifndef KTOOL_CONTEXT_H
#define KTOOL_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

enum { KT_CONTEXTS_MAX = 1000, KT_CONTEXT_NAME_MAX = 64 };

/* One part of the file as read: the lines above the first `[NAME]` (name ""), then each section. */
struct kt_section {
    char *name; /* NULL: `[NAME]` itself was faulty, which has been reported */
    int line;   /* of `[NAME]` */
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
    char *file;           /* they stand in, or would; NULL: there is no place for one */
    struct kt_context *v; /* in the order of the file */
    size_t n, cap;
};
/* Takes over the properties of the sections behind the first part. Refused (KT_E_INPUT, all faults
 * together, at `file`:line, never quoting a value): an illegal or second name, `protected` that is
 * no yes or no, `protected=true` without `cluster.id`, an id with quotes or blanks inside, either
 * of them outside of a section, a key that is nearly one of them. Names are letters, digits, dots,
 * underscores and dashes, and begin with none of the latter, which look like options. The last line
 * of one key counts. `out` is written only on success. */
KT_MUST_CHECK enum kt_code kt_contexts_make(struct kt_contexts *out, struct kt_sections *sections,
                                            const char *file, struct kt_errs *errs);
/* By name, or NULL; borrowed. */
const struct kt_context *kt_contexts_find(const struct kt_contexts *contexts, const char *name);
/* The same for a name that stood on the command line behind `option` ("--context"): KT_E_USAGE
 * names the nearest one and those there are. */
KT_MUST_CHECK enum kt_code kt_contexts_need(const struct kt_context **out,
                                            const struct kt_contexts *contexts, const char *option,
                                            const char *name, struct kt_errs *errs);
void kt_contexts_clear(struct kt_contexts *contexts); /* twice is fine */

#endif
