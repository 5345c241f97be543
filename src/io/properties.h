/* properties.h - the lines of Java's properties format; the readers of properties files and of
 * files with sections share it and nobody else includes it. */
#ifndef KTOOL_IO_PROPERTIES_H
#define KTOOL_IO_PROPERTIES_H

#include "cursor.h"

/* Copies the next logical line that is neither blank nor a comment to `raw`, which has room for the
 * whole file, without its leading blanks and with its escapes as written; *line is where it begins.
 * False at the end. */
bool kt_properties_next(struct kt_cursor *cursor, char *raw, int *line);
/* Appends the key and the value of such a line, which it overwrites. What is wrong with it, or
 * NULL. */
const char *kt_properties_entry(struct kt_pairs *found, char *raw, int line);

#endif
