/* fake_replicas.c - which brokers hold a partition, which are in sync, which one leads. */
#include <stdlib.h>

#include "fake.h"
#include "ktool/clock.h"

static json_t *brokers(const struct kt_cluster *cluster)
{
    return json_object_get(cluster->state, "brokers");
}

static bool is_fenced(const json_t *broker)
{
    return json_is_true(json_object_get(broker, "fenced"));
}

size_t kt_fake_brokers(const struct kt_cluster *cluster, bool alive_only)
{
    size_t n = 0;

    for (size_t i = 0; i < json_array_size(brokers(cluster)); i++)
        n += !alive_only || !is_fenced(json_array_get(brokers(cluster), i));
    return n;
}

bool kt_fake_broker_alive(const struct kt_cluster *cluster, json_int_t id)
{
    for (size_t i = 0; i < json_array_size(brokers(cluster)); i++) {
        const json_t *broker = json_array_get(brokers(cluster), i);

        if (kt_fake_int(broker, "id", -1) == id)
            return !is_fenced(broker);
    }
    return false;
}

/* Live brokers in turn, beginning with another one for each partition; fenced ones stand behind
 * them and are used only when the others do not suffice, as KRaft's placer does it. */
json_t *kt_fake_place(const struct kt_cluster *cluster, size_t partition, size_t replication)
{
    json_t *list = json_array();

    for (int fenced = 0; fenced <= 1; fenced++) {
        size_t n = json_array_size(brokers(cluster));

        for (size_t i = 0; i < n && json_array_size(list) < replication; i++) {
            const json_t *broker = json_array_get(brokers(cluster), (partition + i) % n);

            if (is_fenced(broker) == (fenced == 1))
                (void)json_array_append(list, json_object_get(broker, "id"));
        }
    }
    return list;
}

/* A topic of the state that does not say where it lives lives on all brokers in turn, fenced ones
 * too: it was there before they were fenced. */
json_t *kt_fake_replicas(const struct kt_cluster *cluster, const json_t *topic, size_t partition)
{
    json_t *given = json_array_get(json_object_get(topic, "replicas"), partition);
    size_t replication = (size_t)kt_fake_int(topic, "replication", 1);
    size_t n = json_array_size(brokers(cluster));
    json_t *list;

    if (given != NULL)
        return json_incref(given);
    list = json_array();
    for (size_t i = 0; i < replication && n > 0; i++)
        (void)json_array_append(
            list, json_object_get(json_array_get(brokers(cluster), (partition + i) % n), "id"));
    return list;
}

static void copy_ids(const json_t *from, int **ids, size_t *n)
{
    *n = json_array_size(from);
    *ids = kt_calloc(*n, sizeof(**ids));
    for (size_t i = 0; i < *n; i++)
        (*ids)[i] = (int)json_integer_value(json_array_get(from, i));
}

static void fill_isr(const struct kt_cluster *cluster, const json_t *topic,
                     struct kt_partition *partition)
{
    const json_t *given = json_array_get(json_object_get(topic, "isr"), (size_t)partition->id);

    if (given != NULL) {
        copy_ids(given, &partition->isr, &partition->nisr);
        return;
    }
    partition->isr = kt_calloc(partition->nreplicas, sizeof(int));
    for (size_t i = 0; i < partition->nreplicas; i++)
        if (kt_fake_broker_alive(cluster, partition->replicas[i]))
            partition->isr[partition->nisr++] = partition->replicas[i];
}

static int leader(const json_t *topic, const struct kt_partition *partition)
{
    json_t *given = json_object_get(topic, "leader");

    if (kt_fake_int(topic, "leaders_at_ms", 0) > kt_now_ms() &&
        partition->id >= kt_fake_int(topic, "leaders_from", 0))
        return -1;
    if (json_is_array(given))
        given = json_array_get(given, (size_t)partition->id);
    if (json_is_integer(given))
        return (int)json_integer_value(given);
    return partition->nisr > 0 ? partition->isr[0] : -1;
}

void kt_fake_lead_later(const struct kt_cluster *cluster, json_t *topic, json_int_t from)
{
    json_int_t delay = kt_fake_int(cluster->state, "leader_delay_ms", 0);

    if (delay == 0)
        return;
    (void)json_object_set_new(topic, "leaders_at_ms", json_integer(kt_now_ms() + delay));
    (void)json_object_set_new(topic, "leaders_from", json_integer(from));
}

void kt_fake_partition(const struct kt_cluster *cluster, const json_t *topic,
                       struct kt_partition *partition)
{
    json_t *replicas = kt_fake_replicas(cluster, topic, (size_t)partition->id);

    copy_ids(replicas, &partition->replicas, &partition->nreplicas);
    json_decref(replicas);
    fill_isr(cluster, topic, partition);
    partition->leader = leader(topic, partition);
    partition->log_start = partition->high_watermark = KT_UNKNOWN;
}
