/* settings_properties.c - what librdkafka is given. */
#include <string.h>

#include "ktool/settings.h"

struct wanted {
    const char *property, *value;
    bool one_shot; /* not while producing or following */
};

/* Set where nothing else was asked for. */
static const struct wanted wanted[] = {
    /* A mistyped topic must never be made by asking for its metadata. */
    {"allow.auto.create.topics", "false", false},
    /* Small requests are not held back for more; the default of newer libraries. */
    {"socket.nagle.disable", "true", false},
    /* Newer libraries pause half of it before the second connection. */
    {"reconnect.backoff.ms", "20", false},
    {"reconnect.backoff.max.ms", "1000", false},
    /* Whoever asks once needs no refresh. */
    {"topic.metadata.refresh.interval.ms", "-1", true},
};

static bool is_handed_on(const struct kt_setting_value *value, enum kt_setting_use use)
{
    const struct kt_setting *row = value->setting;

    if (value->value == NULL)
        return false;
    if (row == NULL)
        return true;
    if (row->property == NULL || row->shown_only)
        return false;
    return row->use == KT_USE_ALWAYS || row->use == use || value->source <= KT_FROM_X;
}

void kt_settings_properties(struct kt_pairs *out, const struct kt_settings *settings,
                            enum kt_setting_use use)
{
    /* Plug-ins see only what is set after them. */
    static const char plugins[] = "plugin.library.paths";
    const char *plugin = kt_settings_get(settings, plugins);

    if (plugin != NULL)
        kt_pairs_add(out, plugins, plugin, 0);
    for (size_t i = 0; i < settings->n; i++) {
        const struct kt_setting_value *value = &settings->v[i];
        const char *property = value->setting ? value->setting->property : value->name;

        if (is_handed_on(value, use) && strcmp(property, plugins) != 0)
            kt_pairs_add(out, property, value->value, 0);
    }
    for (size_t i = 0; i < KT_COUNT(wanted); i++)
        if (kt_pairs_get(out, wanted[i].property) == NULL &&
            !(wanted[i].one_shot && use != KT_USE_ALWAYS))
            kt_pairs_add(out, wanted[i].property, wanted[i].value, 0);
}
