/* cluster_data.c - what answers of a cluster say and own. */
#include <stdlib.h>
#include <string.h>

#include "ktool/cluster.h"

char *kt_broker_address(const struct kt_broker *broker)
{
    const bool bare_ipv6 = strchr(broker->host, ':') != NULL && broker->host[0] != '[';

    return kt_format(bare_ipv6 ? "[%s]:%d" : "%s:%d", broker->host, broker->port);
}

static bool is_among(const struct kt_broker *brokers, size_t n, int id)
{
    for (size_t i = 0; i < n; i++)
        if (brokers[i].id == id)
            return true;
    return false;
}

static bool has(const int *ids, size_t n, int id)
{
    for (size_t i = 0; i < n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

int *kt_metadata_gone(const struct kt_metadata *metadata, size_t *n)
{
    int *gone = NULL;
    size_t cap = 0;

    *n = 0;
    for (size_t t = 0; t < metadata->topics.n; t++)
        for (size_t p = 0; p < metadata->topics.v[t].npartition; p++) {
            const struct kt_partition *part = &metadata->topics.v[t].partition[p];

            for (size_t r = 0; r < part->nreplicas; r++) {
                const int id = part->replicas[r];

                if (is_among(metadata->broker, metadata->nbroker, id) || has(gone, *n, id))
                    continue;
                KT_GROW(gone, *n, cap);
                gone[(*n)++] = id;
            }
        }
    return gone;
}

void kt_metadata_clear(struct kt_metadata *metadata)
{
    free(metadata->cluster_id);
    for (size_t i = 0; i < metadata->nbroker; i++)
        free(metadata->broker[i].host);
    free(metadata->broker);
    kt_topics_clear(&metadata->topics);
    *metadata = (struct kt_metadata){.controller = -1};
}

const char *kt_result_text(const struct kt_result *result)
{
    return result->text != NULL ? result->text : kt_kafka_code_text(result->code);
}

void kt_results_free(struct kt_result *results, size_t n)
{
    if (results == NULL)
        return;
    for (size_t i = 0; i < n; i++)
        free(results[i].text);
    free(results);
}

void kt_token_clear(struct kt_token *token)
{
    kt_secret_free(token->value);
    free(token->principal);
    *token = (struct kt_token){0};
}

void kt_groups_clear(struct kt_groups *groups)
{
    for (size_t i = 0; i < groups->n; i++)
        free(groups->v[i].name);
    free(groups->v);
    *groups = (struct kt_groups){0};
}

void kt_probes_clear(struct kt_probe *probes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(probes[i].result.text);
        kt_pairs_clear(&probes[i].config);
        probes[i] = (struct kt_probe){.broker = probes[i].broker, .ping_us = -1};
    }
}

void kt_group_offsets_clear(struct kt_group_offsets *groups, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(groups[i].result.text);
        for (size_t k = 0; k < groups[i].n; k++)
            free(groups[i].v[k].topic);
        free(groups[i].v);
        groups[i] = (struct kt_group_offsets){.group = groups[i].group};
    }
}
