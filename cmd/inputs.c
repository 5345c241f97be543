/* inputs.c - gathers everything that settings come from, in order of precedence. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/env.h"
#include "ktool/file.h"

#include "cli.h"

enum { NINPUTS = KT_FROM_DEFAULT };
enum { SOURCE_BYTES_MAX = 1024 * 1024, PASSWORD_BYTES_MAX = 64 * 1024 };

typedef enum kt_code parser(struct kt_pairs *out, const struct kt_text *text, struct kt_errs *errs);

static void warn_if_open(const char *path, const char *what, struct kt_errs *errs)
{
    if (!kt_file_is_open_to_all(path))
        return;
    kt_warn_at(errs, NULL, "'%s' holds a %s and everybody may read it", path, what);
    kt_hint(errs, "chmod o-r %s", path);
}

/* One warning a file, however many secrets there are. */
static void warn_if_secret(const struct kt_setting_input *input, struct kt_errs *errs)
{
    if (kt_setting_input_holds_secret(input))
        warn_if_open(input->origin, "password", errs);
}

static void read_pairs(const struct kt_setting_input *input, struct kt_pairs *out, parser *parse,
                       struct kt_errs *errs)
{
    KT_AUTO(kt_text) text = {0};

    if (kt_file_read(&text, input->origin, SOURCE_BYTES_MAX, errs) == KT_OK)
        (void)parse(out, &text, errs);
    warn_if_secret(input, errs);
}

/* What stands behind the key may be a secret: "sasl.password:secret". */
static void is_no_pair(const char *text, struct kt_errs *errs)
{
    size_t key = 0;

    while (isalnum((unsigned char)text[key]) || (text[key] != '\0' && strchr("._-", text[key])))
        key++;
    (void)kt_fail(errs, KT_E_USAGE, "option '-X': '%.*s%s' is not KEY=VALUE", (int)key, text,
                  text[key] != '\0' ? "..." : "");
}

static void read_x(struct kt_pairs *out, const struct kt_list *given, struct kt_errs *errs)
{
    for (size_t i = 0; i < given->n; i++) {
        const char *equals = strchr(given->v[i], '=');
        KT_AUTO_STR key = NULL;

        if (equals == NULL || equals == given->v[i]) {
            is_no_pair(given->v[i], errs);
            continue;
        }
        key = kt_strndup(given->v[i], (size_t)(equals - given->v[i]));
        kt_pairs_add(out, key, equals + 1, 0);
    }
}

/* The path of the user's own file, whether it is there or not; NULL without a home. */
static char *user_config(void)
{
    const char *xdg = kt_env_get("XDG_CONFIG_HOME");
    const char *home = kt_env_get("HOME");

    /* The XDG specification has relative paths ignored. */
    if (xdg != NULL && xdg[0] == '/')
        return kt_path_join(xdg, "ktool/config");
    return home != NULL && home[0] == '/' ? kt_path_join(home, ".config/ktool/config") : NULL;
}

/* The lines above the first section, and the sections. */
static void split_user(struct kt_inputs *out, const struct kt_text *text, struct kt_errs *errs)
{
    KT_AUTO(kt_sections) sections = {0};
    const struct kt_pairs top = {0};
    enum kt_code code = kt_sections_parse(&sections, text, errs);

    for (size_t i = 0; i < sections.n; i++) {
        const struct kt_setting_input input = {
            .source = KT_FROM_USER, .origin = out->user_path, .pairs = &sections.v[i].pairs};

        if (kt_setting_input_holds_secret(&input)) {
            warn_if_open(out->user_path, "password", errs);
            break;
        }
    }
    if (kt_contexts_make(&out->contexts, &sections, out->user_path, errs) != KT_OK || code != KT_OK)
        return;
    out->user = sections.v[0].pairs;
    sections.v[0].pairs = top;
}

static void read_user(struct kt_inputs *out, struct kt_errs *errs)
{
    KT_AUTO(kt_text) text = {0};

    out->user_path = user_config();
    if (out->user_path != NULL && kt_path_kind(out->user_path) == KT_PATH_FILE) {
        if (kt_file_read(&text, out->user_path, SOURCE_BYTES_MAX, errs) == KT_OK)
            split_user(out, &text, errs);
    } else {
        out->contexts.file = kt_strdup(out->user_path);
    }
}

/* --context and --yes-on speak of sections of the user's file, which was read without a fault. */
static void choose_context(struct kt_inputs *out, const struct kt_globals *globals,
                           struct kt_errs *errs)
{
    const struct kt_context *guarded;
    enum kt_code code = KT_OK;

    if (globals->context != NULL)
        code = kt_contexts_need(&out->context, &out->contexts, "--context", globals->context, errs);
    if (globals->yes_on != NULL && code == KT_OK)
        code = kt_contexts_need(&guarded, &out->contexts, "--yes-on", globals->yes_on, errs);
    if (code != KT_OK && out->user_path != NULL && kt_path_kind(out->user_path) != KT_PATH_FILE)
        kt_hint(errs, "contexts are sections of %s, and there is no such file", out->user_path);
}

/* In order of precedence; returns how many. */
static size_t list_inputs(struct kt_setting_input to[NINPUTS], const struct kt_inputs *given,
                          const struct kt_globals *globals)
{
    const struct kt_setting_input all[NINPUTS] = {
        {.source = KT_FROM_OPTION, .pairs = &given->option},
        {.source = KT_FROM_X, .pairs = &given->x},
        {.source = KT_FROM_FILE, .origin = globals->config, .pairs = &given->file},
        {.source = KT_FROM_CONTEXT,
         .origin = given->user_path,
         .pairs = given->context != NULL ? &given->context->pairs : NULL,
         .section = globals->context},
        {.source = KT_FROM_ENVIRONMENT, .pairs = &given->environment},
        {.source = KT_FROM_DOTENV, .origin = given->dotenv_path, .pairs = &given->dotenv},
        {.source = KT_FROM_USER, .origin = given->user_path, .pairs = &given->user},
    };
    size_t n = 0;

    for (size_t i = 0; i < NINPUTS; i++)
        if (all[i].pairs != NULL)
            to[n++] = all[i];
    return n;
}

/* It stands among the options, where kt_settings_resolve() looks for it. */
static void read_password(struct kt_inputs *out, const struct kt_globals *globals,
                          struct kt_errs *errs)
{
    struct kt_setting_input inputs[NINPUTS];
    size_t n = list_inputs(inputs, out, globals);
    KT_AUTO_STR path = kt_settings_password_file(inputs, n);
    KT_AUTO(kt_text) text = {0};

    if (path == NULL || kt_file_read(&text, path, PASSWORD_BYTES_MAX, errs) != KT_OK)
        return;
    warn_if_open(path, "password", errs);
    text.bytes[strcspn(text.bytes, "\r\n")] = '\0';
    if (text.bytes[0] == '\0')
        (void)kt_fail(errs, KT_E_INPUT, "the password file '%s' has no password in its first line",
                      path);
    else
        kt_pairs_add(&out->option, "password", text.bytes, 0);
}

static void read_options(struct kt_pairs *out, const struct kt_globals *globals)
{
    const struct {
        const char *name, *value;
    } given[] = {{"brokers", globals->brokers},
                 {"environment", globals->environment},
                 {"password_file", globals->password_file},
                 {"token_command", globals->token_command},
                 {"token_file", globals->token_file}};

    for (size_t i = 0; i < KT_COUNT(given); i++)
        if (given[i].value != NULL)
            kt_pairs_add(out, given[i].name, given[i].value, 0);
}

/* The path of .env or its like; NULL: there is none. The caller frees it. */
static char *dotenv_path(const struct kt_globals *globals)
{
    if (globals->env_file != NULL)
        return globals->env_file[0] != '\0' ? kt_strdup(globals->env_file) : NULL;
    /* Python keeps folders of that name. */
    return kt_path_kind(".env") == KT_PATH_FILE ? kt_strdup(".env") : NULL;
}

enum kt_code kt_inputs_gather(struct kt_inputs *out, const struct kt_globals *globals,
                              struct kt_errs *errs)
{
    const size_t errors = errs->nerrors;
    size_t before_user;

    read_options(&out->option, globals);
    read_x(&out->x, &globals->x, errs);
    kt_env_all(&out->environment);
    if (globals->config != NULL) {
        const struct kt_setting_input input = {
            .source = KT_FROM_FILE, .origin = globals->config, .pairs = &out->file};

        read_pairs(&input, &out->file, kt_properties_parse, errs);
    }
    out->dotenv_path = dotenv_path(globals);
    if (out->dotenv_path != NULL) {
        const struct kt_setting_input input = {
            .source = KT_FROM_DOTENV, .origin = out->dotenv_path, .pairs = &out->dotenv};

        read_pairs(&input, &out->dotenv, kt_dotenv_parse, errs);
    }
    before_user = errs->nerrors;
    read_user(out, errs);
    if (errs->nerrors == before_user)
        choose_context(out, globals, errs);
    read_password(out, globals, errs);
    if (errs->nerrors == errors)
        return KT_OK;
    return kt_exit_status(errs, KT_OK) == 2 ? KT_E_USAGE : KT_E_INPUT;
}

enum kt_code kt_inputs_resolve(struct kt_settings *out, const struct kt_inputs *given,
                               const struct kt_globals *globals, struct kt_errs *errs)
{
    static const char *const named[][2] = {{"token_file", "token"},
                                           {"ssl.key.location", "private key"},
                                           {"ssl.keystore.location", "private key"}};
    struct kt_setting_input inputs[NINPUTS];
    size_t n = list_inputs(inputs, given, globals);
    enum kt_code code = kt_settings_survey(out, inputs, n, errs);

    for (size_t i = 0; i < KT_COUNT(named); i++) {
        const char *path = kt_settings_get(out, named[i][0]);

        if (path != NULL)
            warn_if_open(path, named[i][1], errs);
    }
    return code;
}

void kt_inputs_clear(struct kt_inputs *inputs)
{
    struct kt_pairs *all[] = {&inputs->option,      &inputs->x,      &inputs->file,
                              &inputs->environment, &inputs->dotenv, &inputs->user};

    for (size_t i = 0; i < KT_COUNT(all); i++)
        kt_pairs_clear(all[i]);
    kt_contexts_clear(&inputs->contexts);
    inputs->context = NULL;
    kt_str_clear(&inputs->dotenv_path);
    kt_str_clear(&inputs->user_path);
}
