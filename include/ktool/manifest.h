/* manifest.h - from YAML trees to the set of declared topics: layers, variables, templates, prefix,
 * and every rule that can be checked without a cluster. */
#ifndef KTOOL_MANIFEST_H
#define KTOOL_MANIFEST_H

#include "ktool/errs.h"
#include "ktool/node.h"
#include "ktool/topic.h"

enum { KT_MANIFEST_DEPTH_MAX = 64, KT_MANIFEST_BYTES_MAX = 4 * 1024 * 1024 };

struct kt_manifest_options {
    const char *environment;    /* -E, or NULL: the base */
    const char *prefix;         /* --prefix ("": none), or NULL: the manifest's own member */
    const struct kt_pairs *set; /* --set NAME=VALUE, repeatable; NULL: none */
    const char *(*lookup)(void *arg, const char *name); /* of ${NAME}; NULL when unset */
    void *lookup_arg;
};

/* What a set of manifests declares. Places inside borrow the texts of the documents. */
struct kt_declared {
    struct kt_topics topics; /* with prefix, templates filled */
    struct kt_topics
        templates; /* all of them, filled or not, under their names with {parameters} and prefix */
    struct kt_names groups;       /* of `topics`, sorted */
    struct kt_names environments; /* that any of the documents offers, sorted */
    size_t left_out;              /* templates without values */
};

/* Reads all documents as one set. Every fault of all of them is appended to `errs` (with
 * file:line:col and the nearest known word), then KT_E_INPUT; warnings and notes are appended also
 * on success. `out` is written only on success and owned by the caller.
 * Also errors, of the class KT_E_USAGE: parameters of --set that no template has, values illegal in
 * a name, only some parameters of a template given, an illegal --prefix, and an environment that
 * one of the documents lacks. */
KT_MUST_CHECK enum kt_code kt_manifest_read(struct kt_declared *out, const struct kt_doc *docs,
                                            size_t ndocs, const struct kt_manifest_options *options,
                                            struct kt_errs *errs);

/* The declaration of a topic of the cluster: by name, else the first template that matches it; NULL
 * when there is none. Borrowed. */
const struct kt_topic *kt_declared_find(const struct kt_declared *declared, const char *name);
void kt_declared_clear(struct kt_declared *declared); /* twice is fine */

/* `${NAME}`, `${NAME:-default}` and `$$` in one text (manifest values and nothing else). The caller
 * frees the result. NULL when a name is unset and has no default, or the text is malformed; *why
 * then says so (the caller frees it). As in a shell, the default also stands in for a name set to
 * nothing; it is taken as it is and holds no '$'. A '$' before anything else is itself. */
char *kt_expand(const char *text, const char *(*lookup)(void *arg, const char *name), void *arg,
                char **why);

#endif
