/* kafka_handle.c - making a librdkafka handle from properties, and ending it. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "compat.h"
#include "kafka_internal.h"

enum { SETUP_MIN_MS = 1000, SETUP_MAX_MS = 5000, LOG_LEVEL_USUAL = 6 };

/* What ktool wants unless a property of the user says otherwise. */
static const char *const defaults[][2] = {
    {"client.id", "ktool"},
    {"socket.nagle.disable", "true"},
    {"allow.auto.create.topics", "false"},
    {"topic.metadata.refresh.interval.ms", "-1"},
    /* Since 2.10 the library leaves the bootstrap connection once it knows the brokers, and waits
     * half of this before the next one. */
    {"reconnect.backoff.ms", "20"},
    {"reconnect.backoff.max.ms", "1000"},
    {"isolation.level", "read_uncommitted"},
};

/* The library begins some of its texts with a capital; ours do not. */
static void lower_first(char *text)
{
    if (isupper((unsigned char)text[0]) && islower((unsigned char)text[1]))
        text[0] = (char)tolower((unsigned char)text[0]);
}

static enum kt_code set_property(rd_kafka_conf_t *conf, const char *key, const char *value,
                                 struct kt_errs *errs)
{
    char why[512] = "";

    if (rd_kafka_conf_set(conf, key, value, why, sizeof(why)) == RD_KAFKA_CONF_OK)
        return KT_OK;
    lower_first(why);
    return kt_fail(errs, KT_E_USAGE, "property '%s' cannot be set: %s", key, why);
}

/* A host that swallows packets must leave time for the next one of the list. */
static void set_setup_timeout(rd_kafka_conf_t *conf, int timeout_ms)
{
    int setup = (timeout_ms > 0 ? timeout_ms : KT_KAFKA_TIMEOUT_MS) / 2;
    KT_AUTO_STR text = NULL;

    setup = setup < SETUP_MIN_MS ? SETUP_MIN_MS : setup;
    setup = setup > SETUP_MAX_MS ? SETUP_MAX_MS : setup;
    text = kt_format("%d", setup);
    rd_kafka_conf_set(conf, "socket.connection.setup.timeout.ms", text, NULL, 0);
}

static void set_defaults(rd_kafka_conf_t *conf, int timeout_ms)
{
    for (size_t i = 0; i < KT_COUNT(compat_properties); i++)
        rd_kafka_conf_set(conf, compat_properties[i][0], compat_properties[i][1], NULL, 0);
    for (size_t i = 0; i < KT_COUNT(defaults); i++)
        rd_kafka_conf_set(conf, defaults[i][0], defaults[i][1], NULL, 0);
    set_setup_timeout(conf, timeout_ms);
}

/* A group.id would make the library look for the group's coordinator: only handles that ask about
 * groups get one. A token's extensions go with our own tokens: kafka_token.c; the library may have
 * been built without them. */
static bool is_ours(const struct kt_cluster_options *options, const char *key)
{
    return strcmp(key, "group.id") == 0 ||
           (options->token != NULL && strcmp(key, "sasl.oauthbearer.extensions") == 0);
}

static bool is_newer(const char *key)
{
    for (size_t i = 0; i < KT_COUNT(compat_newer); i++)
        if (strcmp(compat_newer[i], key) == 0)
            return true;
    return false;
}

static enum kt_code set_given(rd_kafka_conf_t *conf, const struct kt_cluster_options *options,
                              const struct kt_pair *pair, struct kt_errs *errs)
{
    size_t size;

    if (is_newer(pair->key) &&
        rd_kafka_conf_get(conf, pair->key, NULL, &size) == RD_KAFKA_CONF_UNKNOWN) {
        kt_log(options->log, "'%s' is left out: librdkafka %s does not know it", pair->key,
               rd_kafka_version_str());
        return KT_OK;
    }
    return set_property(conf, pair->key, pair->value, errs);
}

static enum kt_code set_properties(rd_kafka_conf_t *conf, const struct kt_cluster_options *options,
                                   struct kt_errs *errs)
{
    const struct kt_pairs *properties = options->properties;

    for (size_t i = 0; i < properties->n; i++) {
        if (is_ours(options, properties->v[i].key))
            continue;
        KT_TRY(set_given(conf, options, &properties->v[i], errs));
    }
    if (options->handle == KT_HANDLE_CONSUMER)
        KT_TRY(
            set_property(conf, "group.id", options->group ? options->group : "ktool-admin", errs));
    return set_property(conf, "log.queue", "true", errs);
}

/* Why a connection failed stands in the library's log only, partly at its usual level. What a
 * person sees of it is -v's business. */
static void set_log_level(rd_kafka_conf_t *conf)
{
    KT_AUTO_STR level = kt_kafka_conf_text(conf, "log_level");

    if (strtoll(level, NULL, 10) < LOG_LEVEL_USUAL)
        rd_kafka_conf_set(conf, "log_level", "6", NULL, 0);
}

char *kt_kafka_conf_text(const rd_kafka_conf_t *conf, const char *key)
{
    size_t size = 0;
    char *text;

    if (rd_kafka_conf_get(conf, key, NULL, &size) != RD_KAFKA_CONF_OK)
        return kt_strdup("");
    text = kt_calloc(size + 1, 1);
    rd_kafka_conf_get(conf, key, text, &size);
    return text;
}

/* Takes over `conf`. */
static enum kt_code make_handle(struct kt_cluster *cluster, rd_kafka_conf_t *conf,
                                rd_kafka_type_t type, struct kt_errs *errs)
{
    char why[512] = "";

    /* Everything comes as an event to our own poll; nothing is printed by the library. */
    rd_kafka_conf_set_events(
        conf, RD_KAFKA_EVENT_ERROR | RD_KAFKA_EVENT_LOG |
                  (cluster->token.source ? RD_KAFKA_EVENT_OAUTHBEARER_TOKEN_REFRESH : 0));
    rd_kafka_conf_set_log_cb(conf, NULL);
    set_log_level(conf);
    kt_kafka_tell_certificates(conf);
    cluster->rk = rd_kafka_new(type, conf, why, sizeof(why));
    if (cluster->rk == NULL) {
        enum kt_code code;

        lower_first(why);
        code = kt_kafka_refused_setup(conf, why, errs);
        rd_kafka_conf_destroy(conf);
        return code;
    }
    rd_kafka_set_log_queue(cluster->rk, NULL);
    cluster->queue = rd_kafka_queue_get_main(cluster->rk);
    return KT_OK;
}

enum kt_code kt_cluster_open(struct kt_cluster **out, const struct kt_cluster_options *options,
                             struct kt_errs *errs)
{
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    struct kt_cluster *cluster = NULL;
    enum kt_code code;

    set_defaults(conf, options->timeout_ms);
    code = set_properties(conf, options, errs);
    if (code != KT_OK) {
        rd_kafka_conf_destroy(conf);
        return code;
    }
    cluster = kt_calloc(1, sizeof(*cluster));
    cluster->log = options->log;
    cluster->stop = options->stop;
    cluster->answered_by = -1;
    /* Topics may be asked about on any handle; a consumer takes `isolation.level` without a
     * warning, which matters for end offsets. */
    cluster->brokers = kt_kafka_conf_text(conf, "bootstrap.servers");
    kt_kafka_reach_open(cluster, options, conf);
    code = kt_kafka_token_open(&cluster->token, options, errs);
    if (code == KT_OK)
        code = make_handle(
            cluster, conf,
            options->handle == KT_HANDLE_PRODUCER ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER, errs);
    else
        rd_kafka_conf_destroy(conf);
    if (code == KT_OK)
        *out = cluster;
    else
        kt_cluster_close(&cluster);
    return code;
}

void kt_cluster_close(struct kt_cluster **cluster)
{
    struct kt_cluster *old = *cluster;

    *cluster = NULL;
    if (old == NULL)
        return;
    if (old->queue)
        rd_kafka_queue_destroy(old->queue);
    if (old->rk)
        rd_kafka_destroy_flags(old->rk, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    free(old->brokers);
    kt_kafka_reach_close(old);
    kt_kafka_token_close(&old->token);
    free(old);
}

const char *kt_cluster_library_version(void)
{
    return rd_kafka_version_str();
}

void kt_cluster_library_features(char **features)
{
    rd_kafka_conf_t *conf = rd_kafka_conf_new();

    *features = kt_kafka_conf_text(conf, "builtin.features");
    rd_kafka_conf_destroy(conf);
}
