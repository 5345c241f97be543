/* settings_token.c - where a bearer token comes from. */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "settings_inner.h"

static enum kt_code both(const struct kt_found *command, const struct kt_found *file,
                         struct kt_errs *errs)
{
    KT_AUTO_STR other = kt_found_title(command);
    enum kt_code code = kt_found_fail(errs, file, "is set, and so is '%s'", other);

    kt_hint(errs, "a token comes from a command or from a file: give one of them");
    return code;
}

enum kt_code kt_token_way_find(struct kt_token_way *out, const struct kt_setting_sources *sources,
                               struct kt_errs *errs)
{
    kt_found_clear(&out->found);
    for (size_t rank = 0; rank < sources->n && out->found.input == NULL; rank++) {
        KT_AUTO(kt_found) file = {0};
        const bool by_file = kt_found_in(&file, sources, rank, kt_setting_row("token_file"));
        const bool by_command =
            kt_found_in(&out->found, sources, rank, kt_setting_row("token_command"));

        out->setting = by_file && !by_command ? "token_file" : "token_command";
        if (by_file && by_command)
            return both(&out->found, &file, errs);
        if (by_file)
            (void)kt_found_in(&out->found, sources, rank, kt_setting_row("token_file"));
    }
    return KT_OK;
}

bool kt_token_way_is_librdkafkas(struct kt_found *out, const struct kt_setting_sources *sources)
{
    static const struct {
        const char *property, *value; /* NULL: any */
    } ways[] = {{"sasl.oauthbearer.method", "oidc"},
                {"enable.sasl.oauthbearer.unsecure.jwt", "true"},
                {"sasl.oauthbearer.config", NULL}};

    for (size_t i = 0; i < KT_COUNT(ways); i++)
        for (size_t rank = 0; rank < sources->n; rank++)
            if (kt_source_has_properties(sources->v[rank].input->source) &&
                kt_found_by_name(out, sources, rank, ways[i].property) &&
                (ways[i].value == NULL || strcasecmp(out->value, ways[i].value) == 0))
                return true;
    kt_found_clear(out);
    return false;
}
