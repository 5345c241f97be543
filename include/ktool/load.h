/* load.h - from operands to the set of declared topics: which files, what they say, what is left
 * out. */
#ifndef KTOOL_LOAD_H
#define KTOOL_LOAD_H

#include "ktool/ctx.h"
#include "ktool/manifest.h"
#include "ktool/opt.h"

struct kt_load_options {
    char *const
        *operands; /* files, folders, "-", bare names; none: the settings and the folder say */
    size_t noperands;
    struct kt_list set;          /* NAME=VALUE */
    struct kt_list only, except; /* shell patterns on topic names with prefix */
    const char *prefix;          /* NULL: the manifest's own */
};

struct kt_loaded {
    struct kt_text **text; /* of every file, in the order read; declared topics borrow them */
    size_t ntext, text_cap;
    struct kt_doc *doc;
    size_t ndoc;
    struct kt_declared declared;
    struct kt_names
        left_out; /* declared, but not in declared.topics because of only and except; sorted */
};

/* All files that cannot be read or are no YAML are reported together; where there are none, every
 * fault of every manifest. A pattern of --only or --except that matches no
 * topic is KT_E_USAGE. `out` is written only on success. */
KT_MUST_CHECK enum kt_code kt_load(const struct kt_ctx *ctx, struct kt_loaded *out,
                                   const struct kt_load_options *options, struct kt_errs *errs);
void kt_loaded_clear(struct kt_loaded *loaded); /* twice is fine */

/* The manifest files that operands stand for (see design of `topics plan`): a bare NAME is
 * topics/NAME.yaml, then the installed one; no operand is $KTOOL_MANIFEST, ./ktool.yaml, the only
 * manifest in ./topics, else KT_E_USAGE listing what was found. */
KT_MUST_CHECK enum kt_code kt_manifest_files(const struct kt_ctx *ctx, struct kt_names *out,
                                             char *const *operands, size_t noperands,
                                             struct kt_errs *errs);
/* The folder of the manifests that were installed with ktool; static text. */
const char *kt_installed_manifests(void);

#endif
