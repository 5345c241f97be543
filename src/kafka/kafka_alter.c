/* kafka_alter.c - changing the settings of topics, in one request. */
#include <stdlib.h>

#include "compat.h"
#include "kafka_internal.h"

bool kt_cluster_replaces_configs(void)
{
    return !compat_has_incremental();
}

/* The change alone. */
static bool add_change(rd_kafka_ConfigResource_t *resource, const struct kt_alter *alter)
{
    bool ok = true;

    for (size_t i = 0; ok && i < alter->set.n; i++)
        ok = compat_incremental_add(resource, alter->set.v[i].key, alter->set.v[i].value);
    for (size_t i = 0; ok && i < alter->unset.n; i++)
        ok = compat_incremental_add(resource, alter->unset.v[i], NULL);
    return ok;
}

/* All that the topic is to hold: what is not named falls back to its default. */
static bool add_full(rd_kafka_ConfigResource_t *resource, const struct kt_alter *alter)
{
    bool ok = true;

    for (size_t i = 0; ok && i < alter->full.n; i++)
        ok = rd_kafka_ConfigResource_set_config(resource, alter->full.v[i].key,
                                                alter->full.v[i].value) ==
             RD_KAFKA_RESP_ERR_NO_ERROR;
    return ok;
}

/* NULL when the library refuses it: one error is appended then. */
static rd_kafka_ConfigResource_t *new_resource(const struct kt_alter *alter, struct kt_errs *errs)
{
    rd_kafka_ConfigResource_t *resource =
        rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, alter->topic);

    if (kt_cluster_replaces_configs() ? add_full(resource, alter) : add_change(resource, alter))
        return resource;
    rd_kafka_ConfigResource_destroy(resource);
    kt_fail(errs, KT_E_INPUT, "topic '%s' cannot have an empty config key", alter->topic);
    return NULL;
}

static enum kt_code ask(struct kt_call *call, rd_kafka_ConfigResource_t **resources, size_t n,
                        struct kt_result *results, struct kt_errs *errs)
{
    const rd_kafka_ConfigResource_t **answers;
    size_t nanswers = 0;

    if (kt_cluster_replaces_configs())
        rd_kafka_AlterConfigs(call->cluster->rk, resources, n, call->options, call->cluster->queue);
    else
        compat_incremental_send(call->cluster->rk, resources, n, call->options,
                                call->cluster->queue);
    KT_TRY(kt_kafka_await(call, errs));
    answers = kt_cluster_replaces_configs()
                  ? rd_kafka_AlterConfigs_result_resources(
                        rd_kafka_event_AlterConfigs_result(call->answer), &nanswers)
                  : compat_incremental_results(call->answer, &nanswers);
    for (size_t i = 0; i < n; i++) {
        if (i >= nanswers || answers[i] == NULL)
            kt_kafka_no_result(&results[i]);
        else
            kt_kafka_result(&results[i], rd_kafka_ConfigResource_error(answers[i]),
                            rd_kafka_ConfigResource_error_string(answers[i]));
    }
    return KT_OK;
}

enum kt_code kt_cluster_alter_configs(struct kt_cluster *cluster, const struct kt_alter *alter,
                                      size_t n, bool validate_only, struct kt_result *results,
                                      int timeout_ms, struct kt_errs *errs)
{
    bool replaces = kt_cluster_replaces_configs();
    rd_kafka_ConfigResource_t **resources;
    enum kt_code code = KT_E_INPUT;
    size_t made = 0;

    if (n == 0)
        return KT_OK;
    resources = kt_calloc(n, sizeof(*resources));
    while (made < n && (resources[made] = new_resource(&alter[made], errs)) != NULL)
        made++;
    if (made == n) {
        struct kt_call call;

        kt_kafka_call_start(
            &call, cluster,
            replaces ? (int)RD_KAFKA_ADMIN_OP_ALTERCONFIGS : (int)COMPAT_INCREMENTAL_OP,
            replaces ? (int)RD_KAFKA_EVENT_ALTERCONFIGS_RESULT : (int)COMPAT_INCREMENTAL_EVENT,
            "change the settings of topics", timeout_ms);
        kt_kafka_call_validate_only(&call, validate_only);
        code = ask(&call, resources, n, results, errs);
        kt_kafka_call_end(&call);
    }
    rd_kafka_ConfigResource_destroy_array(resources, made);
    free(resources);
    return code;
}
