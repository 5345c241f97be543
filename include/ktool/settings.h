/* settings.h - every setting of ktool and of the five platforms' services: its names, its
 * librdkafka property, its type, its default; and where each value came from. */
#ifndef KTOOL_SETTINGS_H
#define KTOOL_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "ktool/errs.h"
#include "ktool/mem.h"
#include "ktool/reach.h"

/* Highest precedence first. */
enum kt_setting_source {
    KT_FROM_OPTION,  /* --brokers, ... */
    KT_FROM_X,       /* -X KEY=VALUE */
    KT_FROM_FILE,    /* -F FILE */
    KT_FROM_CONTEXT, /* the section of ~/.config/ktool/config that --context names */
    KT_FROM_ENVIRONMENT,
    KT_FROM_DOTENV, /* .env in the current folder, or --env-file */
    KT_FROM_USER,   /* ~/.config/ktool/config */
    KT_FROM_DEFAULT,
    KT_NSOURCES
};

/* What a command does with records; a platform's tuning counts only where it is meant for that. */
enum kt_setting_use { KT_USE_ALWAYS, KT_USE_PRODUCING, KT_USE_FOLLOWING };

enum kt_setting_type { KT_SETTING_TEXT, KT_SETTING_BOOL, KT_SETTING_INT, KT_SETTING_MS };

/* A row of the one constant table (src/model/settings_table.c). */
struct kt_setting {
    const char *name;     /* "brokers"; as `config show` prints it */
    const char *env;      /* environment names in order, space separated; "KAFKA_BROKER_1..9" joins
                             nine of them; NULL: none */
    const char *property; /* librdkafka's, NULL: none */
    const char *option;   /* "--brokers", NULL: none */
    const char *key;      /* in -F, contexts and the user's file, where there is no property for it:
                             "token.command"; NULL: none */
    enum kt_setting_type type;
    const char *initial; /* default, NULL: none */
    bool secret;         /* shown as ******** */
    bool command;        /* shown by its first word: what it is given may be a secret */
    bool trusted;        /* never from .env, which comes from a folder that nobody vouched for: it
                            could run a program, or have any file sent to a broker */
    bool shown_only;     /* never handed to librdkafka, although it has a property: group.id */
    enum kt_setting_use use;
    const char *help; /* one line */
};
const struct kt_setting *kt_settings_table(size_t *n);

/* What one source holds, as read: for the environment and .env the variables, for -X and files the
 * properties (librdkafka's names or Java's spelling of them), for options the setting's names. */
struct kt_setting_input {
    enum kt_setting_source source;
    const char
        *origin; /* "config.properties", ".env", NULL for those that have no file; borrowed */
    const struct kt_pairs *pairs; /* borrowed */
    const char *section;          /* KT_FROM_CONTEXT: its name; borrowed */
};
/* Does the file that was read to this input hold a password or the like, also one that does not
 * count? */
bool kt_setting_input_holds_secret(const struct kt_setting_input *input);

struct kt_setting_value {
    const struct kt_setting *setting; /* NULL: a librdkafka property without a row */
    char *name;                       /* setting's name or the property's */
    char *value;                      /* NULL: not set */
    char *shown;                      /* as `config show` prints it: secrets masked */
    char *origin;                     /* "KAFKA_BROKERS in .env:3", "-X", "default"; NULL: not set;
                                         of a value that was switched off: by what */
    enum kt_setting_source source;
};
struct kt_settings {
    struct kt_setting_value *v; /* table order, then properties without a row, sorted */
    size_t n, cap;
};

/* The path of the password file that counts, or NULL; the caller frees it. Before it resolves, the
 * caller also reads that file and adds its first line as "password" to the input of the options. An
 * option's or the environment's file goes with whichever user wins, the `password.file` of a
 * properties file or a context with the user beside it. */
char *kt_settings_password_file(const struct kt_setting_input *inputs, size_t n);

/* Works out every setting by design: precedence by source, then by the order of names; user and
 * password from one family and one source; the mechanism from the same source or a higher one; SASL
 * over TLS when both are there, and so on; an empty value counts as absent. A token's command or
 * file stands against the credentials: the higher source counts, in the same source what the
 * mechanism says, and without one the token. When what counts of them comes from the user's own
 * file or a context, brokers from .env are an error, for a folder's file must not say where the
 * user's secrets go; and a mechanism from .env, or a switch that could have them readable, is left
 * out with a note (KAFKA_SASL_ENABLED=false is not: then nothing is sent). Inputs are in order of
 * precedence. Fails with KT_E_USAGE for options and -X, KT_E_INPUT for files and environment, all
 * errors together, none of which quotes a secret. `out` is written only on success. */
KT_MUST_CHECK enum kt_code kt_settings_resolve(struct kt_settings *out,
                                               const struct kt_setting_input *inputs, size_t n,
                                               struct kt_errs *errs);
/* The same for those who show settings: `out` is written also on failure. What is wrong stands
 * there as it was given; secrets are masked all the same. */
KT_MUST_CHECK enum kt_code kt_settings_survey(struct kt_settings *out,
                                              const struct kt_setting_input *inputs, size_t n,
                                              struct kt_errs *errs);
/* By name; NULL when unset; borrowed. */
const char *kt_settings_get(const struct kt_settings *settings, const char *name);
/* librdkafka's properties that follow from the settings, in an order in which they can be set one
 * after the other, and what ktool always wants where nothing else was asked for. A platform's
 * tuning of another `use` is left out; what stands in an option or -X is handed on always. All
 * names are known to librdkafka 2.0.2, but for those the user gave. */
void kt_settings_properties(struct kt_pairs *out, const struct kt_settings *settings,
                            enum kt_setting_use use);
/* What is tried on a connection, for messages; borrows from the settings. */
void kt_settings_link(struct kt_link *out, const struct kt_settings *settings);
/* Is there a password, a key, a token's command or the like among them? */
bool kt_settings_hold_secrets(const struct kt_settings *settings);
void kt_settings_clear(struct kt_settings *settings); /* twice is fine */

/* How a Java key store becomes what librdkafka reads; `trust`: a trust store. Static text. */
const char *kt_java_store_hint(bool trust);

/* true/false/1/0/yes/no, whatever their case. */
bool kt_bool_parse(const char *text, bool *out);

#endif
