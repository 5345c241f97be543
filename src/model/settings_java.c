/* settings_java.c - properties as Java clients spell them, under librdkafka's names. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "settings_inner.h"

struct spelling {
    const char *from, *to;
};

/* librdkafka's own second names, and Java's where only the name differs. */
static const struct spelling spellings[] = {
    {"compression.codec", "compression.type"},
    {"fetch.max.wait.ms", "fetch.wait.max.ms"},
    {"max.in.flight", "max.in.flight.requests.per.connection"},
    {"max.request.size", "message.max.bytes"},
    {"metadata.broker.list", "bootstrap.servers"},
    {"receive.buffer.bytes", "socket.receive.buffer.bytes"},
    {"request.required.acks", "acks"},
    {"sasl.mechanisms", "sasl.mechanism"},
    {"send.buffer.bytes", "socket.send.buffer.bytes"},
    {"ssl.keystore.certificate.chain", "ssl.certificate.pem"},
    {"ssl.keystore.key", "ssl.key.pem"},
    {"ssl.truststore.certificates", "ssl.ca.pem"},
};

/* What means nothing to librdkafka, whatever its version: Java's own, and what the files of vendors
 * hold for their registries; beside all those whose value is a class of Kafka's. A dot at the end:
 * all that begin so. */
static const char *const java_only[] = {
    "auto.include.jmx.reporter",
    "basic.auth.",
    "bearer.auth.",
    "bootstrap.controllers",
    "buffer.memory",
    "compression.gzip.level",
    "compression.lz4.level",
    "compression.zstd.level",
    "config.providers",
    "default.api.timeout.ms",
    "exclude.internal.topics",
    "interceptor.classes",
    "key.deserializer",
    "key.serializer",
    "max.block.ms",
    "max.poll.records",
    "metadata.max.idle.ms",
    "metric.reporters",
    "metrics.",
    "partitioner.",
    "sasl.client.callback.handler.class",
    "sasl.kerberos.ticket.",
    "sasl.login.",
    "sasl.oauthbearer.clock.skew.seconds",
    "sasl.oauthbearer.expected.",
    "sasl.oauthbearer.header.urlencode",
    "sasl.oauthbearer.jwks.",
    "sasl.oauthbearer.scope.claim.name",
    "schema.registry.",
    "security.providers",
    "socket.connection.setup.timeout.max.ms",
    "ssl.enabled.protocols",
    "ssl.engine.factory.class",
    "ssl.keymanager.algorithm",
    "ssl.protocol",
    "ssl.provider",
    "ssl.secure.random.implementation",
    "ssl.trustmanager.algorithm",
    "value.deserializer",
    "value.serializer",
};

static const char *const class_prefix = "org.apache.kafka.";

enum store { STORE_PEM, STORE_PKCS12, STORE_JKS };

/* One translation on its way; what a property may depend on is looked up once. */
struct translation {
    struct kt_pairs *out;
    const struct kt_setting_input *input;
    struct kt_errs *errs;
    const char *trust_type, *key_type, *key_store; /* as given; NULL: not given */
    bool has_user, has_mechanism;
};

static enum kt_code fail(const struct translation *t, const struct kt_pair *pair, const char *what)
{
    struct kt_found found = {
        .input = t->input, .name = pair->key, .value = pair->value, .line = pair->line};

    return kt_found_fail(t->errs, &found, "%s", what);
}

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), n = strlen(end);

    return len >= n && strcasecmp(text + len - n, end) == 0;
}

/* By the type that is given, else by the file's ending; `other` where neither tells. */
static enum store store_kind(const char *type, const char *path, enum store other)
{
    if (type != NULL && *type != '\0') {
        if (strcasecmp(type, "PEM") == 0)
            return STORE_PEM;
        return strcasecmp(type, "PKCS12") == 0 ? STORE_PKCS12 : STORE_JKS;
    }
    if (ends_with(path, ".pem") || ends_with(path, ".crt") || ends_with(path, ".cer"))
        return STORE_PEM;
    if (ends_with(path, ".p12") || ends_with(path, ".pfx"))
        return STORE_PKCS12;
    return ends_with(path, ".jks") ? STORE_JKS : other;
}

const char *kt_java_store_hint(bool trust)
{
    return trust ? "export it with `keytool -list -rfc -keystore FILE > ca.pem`, then give "
                   "ssl.ca.location=ca.pem in its place"
                 : "convert it with `keytool -importkeystore -srckeystore FILE -destkeystore "
                   "key.p12 -deststoretype PKCS12`, then give "
                   "ssl.keystore.location=key.p12 in its place";
}

static enum kt_code trust_store(const struct translation *t, const struct kt_pair *pair)
{
    enum store kind = store_kind(t->trust_type, pair->value, STORE_JKS);
    enum kt_code code;

    if (kind == STORE_PEM) {
        kt_pairs_add(t->out, "ssl.ca.location", pair->value, pair->line);
        return KT_OK;
    }
    code = fail(t, pair, "is a Java trust store, and only PEM can be read");
    kt_hint(t->errs, "%s", kt_java_store_hint(true));
    return code;
}

static enum kt_code key_store(const struct translation *t, const struct kt_pair *pair)
{
    enum store kind = store_kind(t->key_type, pair->value, STORE_PKCS12);
    enum kt_code code;

    if (kind == STORE_PKCS12) {
        kt_pairs_add(t->out, pair->key, pair->value, pair->line);
        return KT_OK;
    }
    if (kind == STORE_PEM) {
        kt_pairs_add(t->out, "ssl.certificate.location", pair->value, pair->line);
        kt_pairs_add(t->out, "ssl.key.location", pair->value, pair->line);
        return KT_OK;
    }
    code = fail(t, pair, "is a Java key store, and only PEM and PKCS#12 can be read");
    kt_hint(t->errs, "%s", kt_java_store_hint(false));
    return code;
}

static enum kt_code jaas(const struct translation *t, const struct kt_pair *pair)
{
    KT_AUTO_STR user = NULL;
    KT_AUTO_STR password = NULL;
    const char *mechanism, *why;

    if (t->has_user)
        return KT_OK;
    why = kt_jaas_parse(pair->value, &user, &password, &mechanism);
    if (why != NULL) {
        enum kt_code code = fail(t, pair, why);

        kt_hint(t->errs, "give sasl.mechanism, sasl.username and sasl.password in its place, or "
                         "token.command for a bearer token");
        return code;
    }
    if (user != NULL) {
        kt_pairs_add(t->out, "sasl.username", user, pair->line);
        kt_pairs_add(t->out, "sasl.password", password, pair->line);
    }
    if (mechanism != NULL && !t->has_mechanism)
        kt_pairs_add(t->out, "sasl.mechanism", mechanism, pair->line);
    return KT_OK;
}

/* Types and passwords of stores were looked at with the store; PEM has no store password. */
static bool is_store_detail(const struct translation *t, const struct kt_pair *pair)
{
    if (strcmp(pair->key, "ssl.keystore.password") == 0)
        return t->key_store != NULL &&
               store_kind(t->key_type, t->key_store, STORE_PKCS12) == STORE_PEM;
    return strcmp(pair->key, "ssl.truststore.type") == 0 ||
           strcmp(pair->key, "ssl.keystore.type") == 0 ||
           strcmp(pair->key, "ssl.truststore.password") == 0;
}

static bool is_java_only(const struct kt_pair *pair)
{
    if (strncmp(pair->value, class_prefix, strlen(class_prefix)) == 0)
        return true;
    for (size_t i = 0; i < KT_COUNT(java_only); i++) {
        const char *name = java_only[i];
        const size_t len = strlen(name);

        if (strncmp(pair->key, name, len) == 0 && (name[len - 1] == '.' || pair->key[len] == '\0'))
            return true;
    }
    return false;
}

static void rename_pair(const struct translation *t, const struct kt_pair *pair)
{
    const char *name = pair->key, *value = pair->value;

    for (size_t i = 0; i < KT_COUNT(spellings); i++)
        if (strcmp(name, spellings[i].from) == 0)
            name = spellings[i].to;
    /* Java's way to say that host names are not checked. */
    if (strcmp(name, "ssl.endpoint.identification.algorithm") == 0 && *value == '\0')
        value = "none";
    kt_pairs_add(t->out, name, value, pair->line);
}

static enum kt_code translate_pair(const struct translation *t, const struct kt_pair *pair)
{
    if (strcmp(pair->key, "sasl.jaas.config") == 0)
        return jaas(t, pair);
    if (strcmp(pair->key, "ssl.truststore.location") == 0)
        return trust_store(t, pair);
    if (strcmp(pair->key, "ssl.keystore.location") == 0)
        return key_store(t, pair);
    if (is_store_detail(t, pair))
        return KT_OK;
    if (t->input->source != KT_FROM_X && is_java_only(pair)) {
        kt_input_note(t->errs, t->input, pair->line, "'%s' is for Java alone and is left out",
                      pair->key);
        return KT_OK;
    }
    rename_pair(t, pair);
    return KT_OK;
}

enum kt_code kt_java_translate(struct kt_pairs *out, const struct kt_setting_input *input,
                               struct kt_errs *errs)
{
    const struct kt_pairs *given = input->pairs;
    const struct translation t = {
        .out = out,
        .input = input,
        .errs = errs,
        .trust_type = kt_pairs_get(given, "ssl.truststore.type"),
        .key_type = kt_pairs_get(given, "ssl.keystore.type"),
        .key_store = kt_pairs_get(given, "ssl.keystore.location"),
        .has_user = kt_pairs_get(given, "sasl.username") != NULL,
        .has_mechanism = kt_pairs_get(given, "sasl.mechanism") != NULL ||
                         kt_pairs_get(given, "sasl.mechanisms") != NULL,
    };
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < input->pairs->n; i++) {
        enum kt_code one = translate_pair(&t, &input->pairs->v[i]);

        if (one != KT_OK)
            code = one;
    }
    return code;
}
