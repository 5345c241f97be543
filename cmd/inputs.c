/* inputs.c - gathers everything that settings come from, in order of precedence. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/env.h"
#include "ktool/file.h"

#include "cli.h"

enum { SOURCE_BYTES_MAX = 1024 * 1024, PASSWORD_BYTES_MAX = 64 * 1024 };

typedef enum kt_code parser(struct kt_pairs *out, const struct kt_text *text, struct kt_errs *errs);

/* The source lines of these files hold passwords: errors keep their place and lose the excerpt. */
static void read_pairs(struct kt_pairs *out, const char *path, parser *parse, struct kt_errs *errs)
{
    KT_AUTO(kt_text) text = {0};
    const size_t before = errs->n;

    if (kt_file_read(&text, path, SOURCE_BYTES_MAX, errs) == KT_OK)
        (void)parse(out, &text, errs);
    for (size_t i = before; i < errs->n; i++)
        kt_str_clear(&errs->v[i].excerpt);
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

/* It stands among the options, where it goes with whichever user wins. */
static void read_password(struct kt_inputs *out, struct kt_errs *errs)
{
    const struct kt_setting_input inputs[] = {
        {.source = KT_FROM_OPTION, .pairs = &out->option},
        {.source = KT_FROM_ENVIRONMENT, .pairs = &out->environment}};
    KT_AUTO_STR path = kt_settings_password_file(inputs, KT_COUNT(inputs));
    KT_AUTO(kt_text) text = {0};

    if (path == NULL || kt_file_read(&text, path, PASSWORD_BYTES_MAX, errs) != KT_OK)
        return;
    text.bytes[strcspn(text.bytes, "\r\n")] = '\0';
    if (text.bytes[0] == '\0')
        (void)kt_fail(errs, KT_E_INPUT, "the password file '%s' has no password in its first line",
                      path);
    else
        kt_pairs_add(&out->option, "password", text.bytes, 0);
}

enum kt_code kt_inputs_gather(struct kt_inputs *out, const struct kt_globals *globals,
                              struct kt_errs *errs)
{
    const size_t errors = errs->nerrors;

    if (globals->brokers != NULL)
        kt_pairs_add(&out->option, "brokers", globals->brokers, 0);
    if (globals->environment != NULL)
        kt_pairs_add(&out->option, "environment", globals->environment, 0);
    if (globals->password_file != NULL)
        kt_pairs_add(&out->option, "password_file", globals->password_file, 0);
    read_x(&out->x, &globals->x, errs);
    if (globals->config != NULL)
        read_pairs(&out->file, globals->config, kt_properties_parse, errs);
    kt_env_all(&out->environment);
    read_password(out, errs);
    if (globals->env_file != NULL)
        out->dotenv_path = globals->env_file[0] != '\0' ? kt_strdup(globals->env_file) : NULL;
    else if (kt_path_kind(".env") == KT_PATH_FILE) /* Python keeps folders of that name */
        out->dotenv_path = kt_strdup(".env");
    if (out->dotenv_path != NULL)
        read_pairs(&out->dotenv, out->dotenv_path, kt_dotenv_parse, errs);
    out->user_path = user_config();
    if (out->user_path != NULL && kt_path_kind(out->user_path) == KT_PATH_FILE)
        read_pairs(&out->user, out->user_path, kt_properties_parse, errs);
    if (errs->nerrors == errors)
        return KT_OK;
    return kt_exit_status(errs, KT_OK) == 2 ? KT_E_USAGE : KT_E_INPUT;
}

enum kt_code kt_inputs_resolve(struct kt_settings *out, const struct kt_inputs *given,
                               const struct kt_globals *globals, struct kt_errs *errs)
{
    const struct kt_setting_input inputs[] = {
        {.source = KT_FROM_OPTION, .pairs = &given->option},
        {.source = KT_FROM_X, .pairs = &given->x},
        {.source = KT_FROM_FILE, .origin = globals->config, .pairs = &given->file},
        {.source = KT_FROM_ENVIRONMENT, .pairs = &given->environment},
        {.source = KT_FROM_DOTENV, .origin = given->dotenv_path, .pairs = &given->dotenv},
        {.source = KT_FROM_USER, .origin = given->user_path, .pairs = &given->user},
    };

    return kt_settings_resolve(out, inputs, KT_COUNT(inputs), errs);
}

void kt_inputs_clear(struct kt_inputs *inputs)
{
    struct kt_pairs *all[] = {&inputs->option,      &inputs->x,      &inputs->file,
                              &inputs->environment, &inputs->dotenv, &inputs->user};

    for (size_t i = 0; i < KT_COUNT(all); i++)
        kt_pairs_clear(all[i]);
    kt_str_clear(&inputs->dotenv_path);
    kt_str_clear(&inputs->user_path);
}
