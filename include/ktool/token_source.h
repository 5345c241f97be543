/* token_source.h - bearer tokens from the settings token_command and token_file. */
#ifndef KTOOL_TOKEN_SOURCE_H
#define KTOOL_TOKEN_SOURCE_H

#include "ktool/ctx.h"

/* For kt_cluster_options.token, whose argument is then the context: runs the command or reads the
 * file anew each time, as tokens live for minutes. NULL: the mechanism is not OAUTHBEARER, or
 * neither is set. A command gets none of .env: ktool never changes its own environment. */
kt_token_source *kt_token_source_of(const struct kt_settings *settings);

#endif
