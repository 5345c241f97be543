/* help.h - what ktool says about itself, in three forms, all from the command and settings tables.
 */
#ifndef KTOOL_HELP_H
#define KTOOL_HELP_H

#include <stdio.h>

#include "cli.h"

/* help_text.c: for a terminal, 80 columns. */
void kt_help_command(FILE *to, const struct kt_out_options *format, const struct kt_cmd *cmd);
/* The verbs of found->noun, or everything when the line named none. */
void kt_help_overview(FILE *to, const struct kt_out_options *format, const struct kt_found *found);
/* The few lines for somebody who left the command out. */
void kt_help_usage(FILE *to, const struct kt_found *found);

/* help_man.c: the whole man page, mdoc. */
void kt_help_man(FILE *to);
/* help_markdown.c: README's command reference. */
void kt_help_markdown(FILE *to);

/* help_facts.c: what several forms say. */
struct kt_fact {
    const char *key, *says;
};
/* Ended by a row with key NULL. */
extern const struct kt_fact kt_exit_facts[];
extern const struct kt_fact kt_file_facts[];
extern const char kt_help_about[];      /* one line */
extern const char kt_help_precedence[]; /* a paragraph */
/* "-o, --output table|json": the column of an option list. The caller frees it. */
char *kt_option_text(const struct kt_opt *opt);
/* "ktool topics plan [OPTION...] [MANIFEST...]". The caller frees it. */
char *kt_usage_text(const struct kt_cmd *cmd);
/* wrap.c: words up to column 80, every line but the first indented by `indent`, the first begun at
 * column `at`. Ends with a newline. An empty line in the text stays one. */
void kt_wrap(FILE *to, const char *text, size_t at, size_t indent);

#endif
