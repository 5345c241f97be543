/* complete.h - completion scripts, all from the command tables. */
#ifndef KTOOL_COMPLETE_H
#define KTOOL_COMPLETE_H

#include <stdio.h>

#include "cli.h"

void kt_complete_bash(FILE *to);
void kt_complete_zsh(FILE *to);
void kt_complete_fish(FILE *to);

/* Another word for the last one of a path: an alias, "ls" for "list"; NULL when there is none. */
const char *kt_other_verb(const struct kt_cmd *cmd);
/* The argument of the hidden command that prints such words; NULL for files and for nothing. */
const char *kt_live_kind(enum kt_completes completes);
/* "bash|zsh|fish" when a command's only operand is one of these words, else NULL. */
const char *kt_operand_words(const struct kt_cmd *cmd);
/* The branches of a `case "$at $word" in` of bash and zsh, which walk from no command over a noun
 * to a command. */
void kt_complete_walk(FILE *to);
/* Text for the inside of single quotes: `quote` stands for a quote, and a backslash goes before
 * every character of `special`. */
void kt_complete_escape(FILE *to, const char *text, const char *quote, const char *special);
/* "table|json" with blanks for the bars. */
void kt_complete_words(FILE *to, const char *words);

#endif
