/* settings_credentials.c - the one user and the one password that count. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "settings_inner.h"

/* The password of a properties file may stand in a file of its own. */
static bool has_password_file(const struct kt_setting_sources *sources, size_t rank)
{
    KT_AUTO(kt_found) path = {0};

    return kt_source_has_properties(sources->v[rank].input->source) &&
           kt_found_in(&path, sources, rank, kt_setting_row("password_file"));
}

/* One family; true when any half of it is there. */
static bool take_family(struct kt_credentials *out, const struct kt_setting_sources *sources,
                        size_t rank, const char *user, const char *password)
{
    bool any = kt_found_by_name(&out->user, sources, rank, user);

    any = kt_found_by_name(&out->password, sources, rank, password) || any;
    any = any || has_password_file(sources, rank);
    if (any) {
        out->rank = rank;
        out->user_name = kt_strdup(user);
        out->password_name = kt_strdup(password);
    }
    return any;
}

/* The families of variables stand in the table: the n-th user name goes with the n-th password. */
static bool take_variables(struct kt_credentials *out, const struct kt_setting_sources *sources,
                           size_t rank)
{
    const char *users = kt_setting_row("username")->env;
    const char *passwords = kt_setting_row("password")->env;

    while (*users != '\0') {
        size_t ulen = strcspn(users, " "), plen = strcspn(passwords, " ");
        KT_AUTO_STR user = kt_strndup(users, ulen);
        KT_AUTO_STR password = kt_strndup(passwords, plen);

        if (take_family(out, sources, rank, user, password))
            return true;
        users += ulen + strspn(users + ulen, " ");
        passwords += plen + strspn(passwords + plen, " ");
    }
    return false;
}

static void find_family(struct kt_credentials *out, const struct kt_setting_sources *sources)
{
    out->rank = SIZE_MAX;
    for (size_t rank = 0; rank < sources->n; rank++) {
        enum kt_setting_source source = sources->v[rank].input->source;

        if (kt_source_has_variables(source) && take_variables(out, sources, rank))
            return;
        if (kt_source_has_properties(source) &&
            take_family(out, sources, rank, "sasl.username", "sasl.password"))
            return;
    }
}

static void find_password_file(struct kt_credentials *given,
                               const struct kt_setting_sources *sources)
{
    const struct kt_setting *row = kt_setting_row("password_file");

    for (size_t rank = 0; rank < sources->n && given->path.input == NULL; rank++)
        if (rank == given->rank || !kt_source_has_properties(sources->v[rank].input->source))
            (void)kt_found_in(&given->path, sources, rank, row);
    if (given->password.input != NULL && given->path.rank > given->rank)
        kt_found_clear(&given->path);
    for (size_t rank = 0; rank < sources->n && given->path.input != NULL; rank++)
        if (sources->v[rank].input->source == KT_FROM_OPTION &&
            kt_found_by_name(&given->content, sources, rank, "password"))
            break;
}

void kt_credentials_find(struct kt_credentials *out, const struct kt_setting_sources *sources)
{
    find_family(out, sources);
    find_password_file(out, sources);
}

const struct kt_found *kt_credentials_half(const struct kt_credentials *given)
{
    if (given->user.input != NULL)
        return &given->user;
    return given->password.input != NULL ? &given->password : &given->path;
}

void kt_credentials_clear(struct kt_credentials *given)
{
    struct kt_found *all[] = {&given->user, &given->password, &given->path, &given->content};

    for (size_t i = 0; i < KT_COUNT(all); i++)
        kt_found_clear(all[i]);
    free(given->user_name);
    free(given->password_name);
    *given = (struct kt_credentials){.rank = SIZE_MAX};
}

char *kt_settings_password_file(const struct kt_setting_input *inputs, size_t n)
{
    struct kt_setting_sources sources = {0};
    struct kt_credentials given = {0};
    KT_AUTO(kt_errs) told_later = {0};
    enum kt_code code = kt_setting_sources_open(&sources, inputs, n, &told_later);
    char *path;

    (void)code;
    kt_credentials_find(&given, &sources);
    path = kt_strdup(given.path.value);
    kt_credentials_clear(&given);
    kt_setting_sources_clear(&sources);
    return path;
}
