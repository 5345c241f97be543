/* yaml.h - YAML text to trees (libyaml's event API), with limits on depth, size and aliases. */
#ifndef KTOOL_YAML_H
#define KTOOL_YAML_H

#include "ktool/errs.h"
#include "ktool/node.h"

enum {
    KT_YAML_DEPTH_MAX = 64,
    KT_YAML_NODES_MAX = 200000, /* after aliases were copied */
    KT_YAML_ALIAS_NODES_MAX = 10000
};

/* All documents of one file; docs borrow `text`, which must outlive them. Refused (KT_E_INPUT with
 * its place): what is no YAML (a tab as indentation gets its own hint, a plain `${` or `{name}`
 * inside { } too), explicit tags other than !!str !!int !!bool !!null, a duplicate key of a mapping
 * (both places are named), keys that are no scalars, NUL, UTF-16, aliases to an anchor that is
 * still open (a cycle), limits above, and a file without a document. `out` is written only on
 * success; the caller frees it. */
KT_MUST_CHECK enum kt_code kt_yaml_read(struct kt_doc **out, size_t *ndocs, struct kt_text *text,
                                        struct kt_errs *errs);
void kt_docs_free(struct kt_doc *docs, size_t n); /* NULL is fine; texts stay */

#endif
