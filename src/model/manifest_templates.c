/* manifest_templates.c - the topics that --set makes of the templates. */
#include <stdlib.h>
#include <string.h>

#include "ktool/topic_name.h"
#include "ktool/words.h"
#include "manifest_parts.h"

/* The values given for each parameter of one template; owned. */
struct choice {
    struct kt_names params;
    struct kt_names *values; /* one list for each parameter */
    size_t *at;              /* the combination at hand */
};

static void choice_init(struct choice *choice, const char *name, const struct kt_pairs *set)
{
    *choice = (struct choice){0};
    kt_template_params(&choice->params, name);
    choice->values = kt_calloc(choice->params.n, sizeof(*choice->values));
    choice->at = kt_calloc(choice->params.n, sizeof(*choice->at));
    for (size_t p = 0; p < choice->params.n; p++) {
        for (size_t i = 0; set != NULL && i < set->n; i++)
            if (strcmp(set->v[i].key, choice->params.v[p]) == 0)
                kt_names_add(&choice->values[p], set->v[i].value);
        kt_names_sort(&choice->values[p]);
    }
}

static void choice_clear(struct choice *choice)
{
    for (size_t p = 0; p < choice->params.n; p++)
        kt_names_clear(&choice->values[p]);
    free(choice->values);
    free(choice->at);
    kt_names_clear(&choice->params);
}

/* Moves on to the next combination; false after the last. */
static bool choice_next(struct choice *choice)
{
    for (size_t p = choice->params.n; p-- > 0;) {
        if (++choice->at[p] < choice->values[p].n)
            return true;
        choice->at[p] = 0;
    }
    return false;
}

static void add_topic(struct kt_reader *reader, const struct kt_topic *template,
                      const struct choice *choice, struct kt_pool *topics)
{
    KT_AUTO(kt_pairs) values = {0};
    KT_AUTO_STR name = NULL;
    struct kt_topic *topic;

    for (size_t p = 0; p < choice->params.n; p++)
        kt_pairs_add(&values, choice->params.v[p], choice->values[p].v[choice->at[p]], 0);
    name = kt_template_fill(template->name, &values);
    if (!kt_pool_name_check(reader, name, &template->at.at))
        return;
    topic = kt_pool_next(reader, topics, kt_topic_bytes(template), &template->at.at);
    if (topic == NULL)
        return;
    kt_topic_copy(topic, template);
    free(topic->name);
    topic->name = kt_strdup(name);
}

/* True when the template has values for all of its parameters; some only is an error. */
static bool choice_check(struct kt_reader *reader, const struct kt_topic *template,
                         const struct choice *choice, size_t *left_out)
{
    const char *missing = NULL, *given = NULL;

    for (size_t p = 0; p < choice->params.n; p++) {
        if (choice->values[p].n == 0)
            missing = choice->params.v[p];
        else
            given = choice->params.v[p];
    }
    if (missing == NULL)
        return true;
    if (given == NULL) {
        (*left_out)++;
        return false;
    }
    (void)kt_fail_at(reader->errs, KT_E_USAGE, &template->at.at,
                     "template '%s' is given its parameter '%s', but not '%s'",
                     template->template_name, given, missing);
    kt_hint(reader->errs, "add --set %s=VALUE", missing);
    return false;
}

static void unknown_param(struct kt_reader *reader, const struct kt_names *params, const char *name)
{
    const char *near = kt_nearest(name, (const char *const *)params->v, params->n);

    (void)kt_fail(reader->errs, KT_E_USAGE, "--set '%.100s': no topic has this parameter", name);
    if (near != NULL)
        kt_hint(reader->errs, "did you mean '%s'?", near);
    else if (params->n > 0)
        kt_hint(reader->errs, "there is '%s'", params->v[0]);
    else
        kt_hint(reader->errs, "no topic of the set is a template");
}

static void all_params(struct kt_names *all, const struct kt_topics *templates)
{
    for (size_t i = 0; i < templates->n; i++) {
        KT_AUTO(kt_names) params = {0};

        kt_template_params(&params, templates->v[i].name);
        for (size_t p = 0; p < params.n; p++)
            kt_names_add(all, params.v[p]);
    }
    kt_names_sort(all);
}

/* False after an error: filling would only repeat it. */
static bool check_set(struct kt_reader *reader, const struct kt_topics *templates)
{
    const struct kt_pairs *set = reader->options->set;
    const size_t before = reader->errs->nerrors;
    KT_AUTO(kt_names) params = {0};

    if (set == NULL || set->n == 0)
        return true;
    all_params(&params, templates);
    for (size_t i = 0; i < set->n && !kt_reader_full(reader); i++) {
        const char *name = set->v[i].key, *value = set->v[i].value;
        const char *fault = kt_topic_name_fault(value);

        if (!kt_names_has(&params, name))
            unknown_param(reader, &params, name);
        else if (fault != NULL)
            (void)kt_fail(reader->errs, KT_E_USAGE, "--set %s='%.260s': the value %s", name, value,
                          fault);
    }
    return reader->errs->nerrors == before;
}

void kt_templates_fill(struct kt_reader *reader, const struct kt_topics *templates,
                       struct kt_pool *topics, size_t *left_out)
{
    if (!check_set(reader, templates))
        return;
    for (size_t i = 0; i < templates->n && !topics->is_full && !kt_reader_full(reader); i++) {
        const struct kt_topic *template = &templates->v[i];
        struct choice choice;

        choice_init(&choice, template->name, reader->options->set);
        if (choice_check(reader, template, &choice, left_out)) {
            do
                add_topic(reader, template, &choice, topics);
            while (!topics->is_full && !kt_reader_full(reader) && choice_next(&choice));
        }
        choice_clear(&choice);
    }
}
