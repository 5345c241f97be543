/* settings_credentials.c - the one user and the one password that count. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "settings_inner.h"

/* One family; true when any half of it is there. */
static bool take_family(struct kt_credentials *out, const struct kt_setting_sources *sources,
                        size_t rank, const char *user, const char *password)
{
    bool any = kt_found_by_name(&out->user, sources, rank, user);

    any = kt_found_by_name(&out->password, sources, rank, password) || any;
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
    KT_AUTO(kt_found) path = {0};

    for (size_t rank = 0; rank < sources->n; rank++)
        if (sources->v[rank].input->source == KT_FROM_OPTION &&
            kt_found_by_name(&given->file, sources, rank, "password"))
            break;
    if (given->file.input != NULL &&
        kt_found_setting(&path, sources, kt_setting_row("password_file")) &&
        given->password.input != NULL && path.rank > given->rank)
        kt_found_clear(&given->file);
}

void kt_credentials_find(struct kt_credentials *out, const struct kt_setting_sources *sources)
{
    find_family(out, sources);
    find_password_file(out, sources);
}

void kt_credentials_clear(struct kt_credentials *given)
{
    kt_found_clear(&given->user);
    kt_found_clear(&given->password);
    kt_found_clear(&given->file);
    free(given->user_name);
    free(given->password_name);
    *given = (struct kt_credentials){.rank = SIZE_MAX};
}
