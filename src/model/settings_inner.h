/* settings_inner.h - how a setting is looked for; shared by the files settings*.c only. */
#ifndef KTOOL_MODEL_SETTINGS_INNER_H
#define KTOOL_MODEL_SETTINGS_INNER_H

#include "ktool/settings.h"

/* One input; properties stand under librdkafka's names. */
struct kt_setting_holder {
    const struct kt_setting_input *input; /* borrowed */
    struct kt_pairs translated;           /* of sources that hold properties */
};
struct kt_setting_sources {
    struct kt_setting_holder *v; /* in order of precedence */
    size_t n;
};
/* Fills `out` even when it fails, so that what follows can report more. */
KT_MUST_CHECK enum kt_code kt_setting_sources_open(struct kt_setting_sources *out,
                                                   const struct kt_setting_input *inputs, size_t n,
                                                   struct kt_errs *errs);
void kt_setting_sources_clear(struct kt_setting_sources *sources);

/* A value as it stands in a source. */
struct kt_found {
    const struct kt_setting_input *input; /* NULL: it stands nowhere */
    size_t rank;                          /* of the source; 0 is the highest; SIZE_MAX: nowhere */
    char *name;                           /* the variable, property or option; owned */
    char *value;                          /* never empty; owned */
    int line;
};
void kt_found_clear(struct kt_found *found); /* twice is fine */

/* Does the source hold variables (the environment, .env) or properties (-X, files)? */
bool kt_source_has_variables(enum kt_setting_source source);
bool kt_source_has_properties(enum kt_setting_source source);

/* In one source, by one variable, property or option name; an empty value counts as absent. */
bool kt_found_by_name(struct kt_found *out, const struct kt_setting_sources *sources, size_t rank,
                      const char *name);
/* In one source, by any name of the row. */
bool kt_found_in(struct kt_found *out, const struct kt_setting_sources *sources, size_t rank,
                 const struct kt_setting *row);
/* The value that counts, over all sources and names of the row. */
bool kt_found_setting(struct kt_found *out, const struct kt_setting_sources *sources,
                      const struct kt_setting *row);
/* "KAFKA_BROKERS in .env:3", "-X", "--brokers"; the caller frees it. */
char *kt_found_origin(const struct kt_found *found);
/* Its name as the user typed it: "--brokers", "-X acks", "KAFKA_BROKERS"; the caller frees it. */
char *kt_found_title(const struct kt_found *found);
/* Appends an error about the value, at its place: its name and then the text ("is 'maybe'").
 * KT_E_USAGE or KT_E_INPUT as its source asks. */
enum kt_code kt_found_fail(struct kt_errs *errs, const struct kt_found *found, const char *fmt, ...)
    KT_PRINTF(3, 4);
enum kt_code kt_found_code(const struct kt_found *found);
void kt_input_note(struct kt_errs *errs, const struct kt_setting_input *input, int line,
                   const char *fmt, ...) KT_PRINTF(4, 5);

/* The row of that name; it must exist. */
const struct kt_setting *kt_setting_row(const char *name);
/* The row of that librdkafka property or of that key, or NULL. */
const struct kt_setting *kt_setting_of_property(const char *property);
/* The entry of that row in settings whose rows are filled in; it must exist. */
struct kt_setting_value *kt_settings_entry(const struct kt_settings *settings, const char *name);
/* Sets an entry; takes over `origin`. `value` NULL: not set. */
void kt_settings_put(struct kt_setting_value *entry, const char *value, char *origin,
                     enum kt_setting_source source);

/* The canonical value of what was found: "true", digits, ms as digits, a broker list without
 * blanks, a mechanism in capitals. *out is the caller's, and is set only on success. */
KT_MUST_CHECK enum kt_code kt_setting_canonical(char **out, const struct kt_setting *row,
                                                const struct kt_found *found, struct kt_errs *errs);
/* Does a property of that name hold a secret? */
bool kt_property_is_secret(const char *property);
/* The value as it may be shown; the caller frees it; NULL stays NULL. */
char *kt_setting_masked(const char *value, bool secret);
/* The same for a command of the shell: "curl ********". */
char *kt_command_masked(const char *value);

/* Properties as a file or -X gives them -> librdkafka's names. Java's spellings are translated,
 * what is for Java alone is left out of files with a note. */
KT_MUST_CHECK enum kt_code
kt_java_translate(struct kt_pairs *out, const struct kt_setting_input *input, struct kt_errs *errs);
/* User and password of a sasl.jaas.config: both, or a static text that says what is wrong with it
 * (never quoting it). *mechanism: static, the one that only this module is for, else NULL; with
 * OAUTHBEARER there are neither. The caller frees user and password. */
const char *kt_jaas_parse(const char *text, char **user, char **password, const char **mechanism);

/* User and password of one family in one source. */
struct kt_credentials {
    struct kt_found user, password;
    struct kt_found path, content; /* of the password file that counts; content: once it was read */
    char *user_name, *password_name; /* the family's names, for errors; owned */
    size_t rank;                     /* of the family's source; SIZE_MAX: none */
};
/* The highest family of which either half is there. A password file outranks a password of the same
 * source or a lower one, and fills the place of one that is missing; see
 * kt_settings_password_file(). */
void kt_credentials_find(struct kt_credentials *out, const struct kt_setting_sources *sources);
/* Of the user, the password and its file the first that is there, for messages. */
const struct kt_found *kt_credentials_half(const struct kt_credentials *given);
void kt_credentials_clear(struct kt_credentials *given);

/* The command or file that counts among those that tokens come from. */
struct kt_token_way {
    struct kt_found found;
    const char *setting; /* "token_command" or "token_file" */
};
/* found.rank is SIZE_MAX when there is none. A command and a file in one source are an error. */
KT_MUST_CHECK enum kt_code kt_token_way_find(struct kt_token_way *out,
                                             const struct kt_setting_sources *sources,
                                             struct kt_errs *errs);
/* Is librdkafka told how to get tokens by itself, and where? */
bool kt_token_way_is_librdkafkas(struct kt_found *out, const struct kt_setting_sources *sources);

/* Everything that speaks of security, and what counts of it. */
struct kt_security {
    const struct kt_setting_sources *sources;
    struct kt_errs *errs;
    struct kt_credentials given;
    struct kt_token_way token;
    struct kt_found librdkafkas;                    /* its own way to a token */
    bool by_token;                                  /* it counts, and the credentials do not */
    struct kt_found sasl, ssl, mechanism, protocol; /* as found */
    bool sasl_value, ssl_value;
    char *mechanism_value, *protocol_value; /* canonical, NULL: not found; owned */
};
/* The source of what counts: SIZE_MAX when there is neither. */
size_t kt_security_authority(const struct kt_security *s);
/* Notes that `what` does not count, and why. */
void kt_security_leave_out(const struct kt_security *s, const struct kt_found *what,
                           const char *why);

/* The user's own secrets are those of the user's file and of contexts. What a folder's .env says
 * about them could make them readable: of the mechanism, the one beside the secret counts. */
KT_MUST_CHECK enum kt_code kt_security_keep_own_mechanism(struct kt_security *s);
/* ... SASL is not switched on, nor TLS off; that SASL is off may stand there. */
void kt_security_drop_switches(struct kt_settings *out, struct kt_security *s,
                               const char *mechanism);
/* ... and brokers of .env are an error: it would say where the secret goes. */
KT_MUST_CHECK enum kt_code kt_security_check_brokers(const struct kt_security *s,
                                                     const char *mechanism);

/* The outcome with SASL; the credentials are shown where the mechanism needs a user. */
void kt_security_put_sasl(struct kt_settings *out, const struct kt_security *s,
                          const char *mechanism, bool needs_user);
/* And without; `off`: what switched it off, NULL: nothing did. */
void kt_security_put_plain(struct kt_settings *out, const struct kt_security *s,
                           const struct kt_found *off);
/* Some value is wrong: all is shown as it stands. */
void kt_security_put_as_found(struct kt_settings *out, const struct kt_security *s);

/* username, password, token_command, token_file, sasl_mechanism and security_protocol of `out`;
 * after a failure as much of them as was found. */
KT_MUST_CHECK enum kt_code kt_settings_security(struct kt_settings *out,
                                                const struct kt_setting_sources *sources,
                                                struct kt_errs *errs);

#endif
