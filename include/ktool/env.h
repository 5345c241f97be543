/* env.h - the environment, .env files and properties files. */
#ifndef KTOOL_ENV_H
#define KTOOL_ENV_H

#include "ktool/context.h"
#include "ktool/errs.h"
#include "ktool/mem.h"

/* getenv(), the only place that calls it. */
const char *kt_env_get(const char *name);
/* All of the environment, for settings. */
void kt_env_all(struct kt_pairs *out);

/* NAME=VALUE lines: blanks around the name, `export `, '#' lines and " #" after an unquoted value,
 * 'single' (literal) and "double" quotes (\n \t \" \\ \$), also over several lines, CRLF, a byte
 * order mark. Nothing is expanded and nothing is run. A line that is none of these is an error with
 * its place. `text` is borrowed for the call. */
KT_MUST_CHECK enum kt_code kt_dotenv_parse(struct kt_pairs *out, const struct kt_text *text,
                                           struct kt_errs *errs);

/* Java's properties format (java.util.Properties.load): key=value, key: value, key value, '#' and
 * '!' lines, backslash continuation and escapes. A line without a key is an error; `[section]`
 * lines are an error too. */
KT_MUST_CHECK enum kt_code kt_properties_parse(struct kt_pairs *out, const struct kt_text *text,
                                               struct kt_errs *errs);

/* The user's own file: properties as above, then sections of them, each under its `[NAME]`, which
 * is taken as it stands: kt_contexts_make() judges it. `out` starts empty and is filled also when
 * there are faults, so that what follows can report more; the caller clears it. */
KT_MUST_CHECK enum kt_code kt_sections_parse(struct kt_sections *out, const struct kt_text *text,
                                             struct kt_errs *errs);

#endif
