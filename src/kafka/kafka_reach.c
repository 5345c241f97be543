/* kafka_reach.c - whether there is use in waiting for the brokers, and the error when there is
 * none. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "compat.h"
#include "kafka_internal.h"
#include "kafka_peer.h"

enum { LOOKS_MS = 500, CONNECT_MS = 100, SURVEY_MS = 1000 };

static bool is_set(const rd_kafka_conf_t *conf, const char *key)
{
    KT_AUTO_STR value = kt_kafka_conf_text(conf, key);

    return *value != '\0';
}

void kt_kafka_reach_open(struct kt_cluster *cluster, const struct kt_cluster_options *options,
                         const rd_kafka_conf_t *conf)
{
    struct kt_kafka_reach *reach = &cluster->reach;
    KT_AUTO_STR protocol = kt_kafka_conf_text(conf, "security.protocol");
    KT_AUTO_STR mechanism = kt_kafka_conf_text(conf, "sasl.mechanism");

    *reach = (struct kt_kafka_reach){
        .link = {.brokers = cluster->brokers},
        .way = {.tls = strcasecmp(protocol, "ssl") == 0 || strcasecmp(protocol, "sasl_ssl") == 0,
                .sasl = strncasecmp(protocol, "sasl_", 5) == 0,
                .certificate = is_set(conf, "ssl.certificate.location") ||
                               is_set(conf, "ssl.certificate.pem") ||
                               is_set(conf, "ssl.keystore.location")},
        .scram = strncmp(mechanism, "SCRAM-", 6) == 0,
        .timeout_ms = options->timeout_ms > 0 ? options->timeout_ms : KT_KAFKA_TIMEOUT_MS,
        .hasty = options->hasty,
        .look_left_ms = LOOKS_MS};
    if (options->link != NULL)
        reach->link = *options->link;
    kt_evidence_open(&reach->evidence, cluster->brokers);
}

void kt_kafka_reach_close(struct kt_cluster *cluster)
{
    kt_evidence_clear(&cluster->reach.evidence);
}

/* Other lines of METADATA repeat what FAIL has said. */
static bool is_telling(const char *facility, const char *text)
{
    return strcmp(facility, "FAIL") == 0 || strcmp(facility, "SSLCERTVRFY") == 0 ||
           (strcmp(facility, "METADATA") == 0 && strstr(text, "not supported by broker") != NULL);
}

/* A right password may look wrong. */
static void doubt_scram(const struct kt_cluster *cluster, struct kt_saying *said)
{
    if (said->cause != KT_CAUSE_CREDENTIALS || !cluster->reach.scram || !compat_scram_is_broken())
        return;
    free(said->detail);
    said->detail = kt_format("librdkafka %s", rd_kafka_version_str());
}

void kt_kafka_reach_note(struct kt_cluster *cluster, const char *facility, const char *text)
{
    struct kt_kafka_reach *reach = &cluster->reach;
    struct kt_saying said;

    if (is_telling(facility, text) && kt_saying_read(&said, text, &reach->way)) {
        doubt_scram(cluster, &said);
        kt_evidence_note(&reach->evidence, &said, &reach->way, kt_kafka_now_ms());
        kt_saying_clear(&said);
    }
}

void kt_kafka_reach_no_token(struct kt_cluster *cluster)
{
    struct kt_evidence *evidence = &cluster->reach.evidence;

    for (size_t i = 0; i < evidence->n; i++) {
        const struct kt_saying said = {.address = evidence->v[i].address,
                                       .broker = evidence->v[i].broker,
                                       .cause = KT_CAUSE_TOKEN};

        kt_evidence_note(evidence, &said, &cluster->reach.way, kt_kafka_now_ms());
    }
}

void kt_kafka_reach_answered(struct kt_cluster *cluster, const struct rd_kafka_metadata *metadata)
{
    struct kt_evidence *evidence = &cluster->reach.evidence;

    kt_evidence_answered(evidence);
    for (int i = 0; i < metadata->broker_cnt; i++)
        kt_evidence_advertise(evidence, metadata->brokers[i].id, metadata->brokers[i].host,
                              metadata->brokers[i].port);
}

void kt_kafka_reach_settled(struct kt_cluster *cluster)
{
    cluster->answered = cluster->settled = true;
    kt_evidence_settled(&cluster->reach.evidence);
}

/* What a look tells beyond the library's line. */
static bool learn(const struct kt_kafka_way *way, enum kt_peer peer, enum kt_cause *cause)
{
    switch (peer) {
    case KT_PEER_UNKNOWN:
        return false;
    case KT_PEER_SILENT:
        *cause = KT_CAUSE_SILENT;
        return true;
    case KT_PEER_CLOSES:
        *cause = KT_CAUSE_CLOSED;
        return true;
    case KT_PEER_KAFKA:
        *cause = KT_CAUSE_PEER_IS_PLAIN;
        return way->tls;
    case KT_PEER_OLD_KAFKA:
        *cause = way->tls ? KT_CAUSE_PEER_IS_PLAIN : KT_CAUSE_TOO_OLD;
        return true;
    case KT_PEER_TLS:
        *cause = KT_CAUSE_PEER_IS_TLS;
        return !way->tls;
    case KT_PEER_HTTP:
        *cause = KT_CAUSE_HTTP;
        return true;
    case KT_PEER_OTHER:
        *cause = KT_CAUSE_NOT_KAFKA;
        return true;
    }
    return false;
}

static void look_at(struct kt_cluster *cluster, struct kt_seen *seen)
{
    struct kt_kafka_reach *reach = &cluster->reach;
    int64_t start = kt_kafka_now_ms(), end;
    enum kt_cause cause = seen->cause;
    enum kt_peer peer;

    if (reach->look_left_ms <= 0)
        return;
    peer = kt_peer_look(seen->address, seen->times == 0, reach->look_left_ms, cluster->stop);
    end = kt_kafka_now_ms();
    reach->look_left_ms -= (int)(end - start);
    seen->vague = false;
    if (learn(&reach->way, peer, &cause))
        kt_evidence_refine(&reach->evidence, seen, cause, end);
}

/* At the end of the time also at those of which nothing was heard. */
static void look(struct kt_cluster *cluster, bool at_end)
{
    struct kt_evidence *evidence = &cluster->reach.evidence;
    bool stray = kt_evidence_stray(evidence);

    for (size_t i = 0; i < evidence->n; i++) {
        struct kt_seen *seen = &evidence->v[i];

        if (seen->vague || (at_end && !stray && seen->broker < 0 && seen->times == 0))
            look_at(cluster, seen);
    }
}

/* What was refused may have come back since. Where one name has no address we ask for none: that
 * may take long, and nobody could interrupt it. */
static bool is_dead(struct kt_cluster *cluster, const struct kt_seen *seen, bool names)
{
    if (seen->times > 0 && (!kt_cause_is_quick(seen->cause) || seen->cause == KT_CAUSE_UNRESOLVED))
        return true;
    return !kt_peer_connects(seen->address, !names, CONNECT_MS, cluster->stop);
}

static bool all_dead(struct kt_cluster *cluster)
{
    const struct kt_evidence *evidence = &cluster->reach.evidence;
    bool names = true;

    for (size_t i = 0; i < evidence->n; i++)
        names &= evidence->v[i].times == 0 || evidence->v[i].cause != KT_CAUSE_UNRESOLVED;
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->v[i].known && !is_dead(cluster, &evidence->v[i], names))
            return false;
    return true;
}

bool kt_kafka_astray(struct kt_cluster *cluster)
{
    return cluster->answered && !cluster->settled && kt_evidence_stray(&cluster->reach.evidence) &&
           all_dead(cluster);
}

/* Is it time to give up because of that? */
static bool is_stray(struct kt_cluster *cluster, int64_t now)
{
    struct kt_kafka_reach *reach = &cluster->reach;
    const struct kt_evidence *evidence = &reach->evidence;
    bool due = now - reach->begun_ms >= reach->timeout_ms ||
               (reach->hasty && now - evidence->first_ms >= KT_HASTY_MS) ||
               (evidence->final_ms != 0 && now - evidence->final_ms >= KT_GRACE_MS);

    if (!due || now < reach->next_survey_ms)
        return false;
    reach->next_survey_ms = now + SURVEY_MS;
    return kt_kafka_astray(cluster);
}

enum kt_code kt_kafka_hope(struct kt_cluster *cluster, bool aimed, struct kt_errs *errs)
{
    struct kt_kafka_reach *reach = &cluster->reach;
    int64_t now;

    if (kt_kafka_stopped(cluster))
        return KT_E_INTERRUPTED;
    KT_TRY(kt_kafka_token_failed(cluster, errs));
    if (cluster->settled)
        return KT_OK;
    look(cluster, false);
    now = kt_kafka_now_ms();
    reach->begun_ms = reach->begun_ms ? reach->begun_ms : now;
    if (!cluster->answered && kt_evidence_hopeless(&reach->evidence, reach->hasty, now))
        return kt_kafka_unreached(cluster, 0, errs);
    if (cluster->answered && aimed && is_stray(cluster, now))
        return kt_kafka_unreached(
            cluster, now - reach->begun_ms >= reach->timeout_ms ? reach->timeout_ms : 0, errs);
    return kt_kafka_stopped(cluster) ? KT_E_INTERRUPTED : KT_OK;
}

enum kt_code kt_kafka_unreached(struct kt_cluster *cluster, int waited_ms, struct kt_errs *errs)
{
    struct kt_kafka_reach *reach = &cluster->reach;
    struct kt_attempt *attempts;
    enum kt_code code;
    size_t n;

    if (waited_ms > 0)
        look(cluster, true);
    if (kt_kafka_stopped(cluster))
        return KT_E_INTERRUPTED;
    attempts = kt_evidence_attempts(&reach->evidence, &n);
    code = kt_reach_fail(errs, &reach->link, attempts, n, waited_ms);
    free(attempts);
    return code;
}

char *kt_kafka_last_cause(const struct kt_cluster *cluster)
{
    const struct kt_kafka_reach *reach = &cluster->reach;
    struct kt_attempt last;
    KT_AUTO_STR cause = NULL;

    if (!kt_evidence_last(&reach->evidence, &last))
        return NULL;
    cause = kt_cause_text(&last, &reach->link);
    if (strcmp(last.address, cluster->brokers) == 0)
        return kt_strdup(cause);
    return kt_format("%s: %s", last.address, cause);
}
