/* fake_reach.c - a cluster that cannot be reached: why, how long one waits for it, what is said. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"

enum { HASTY_MS = 2000 };

/* The words of the state for causes, and what belongs to them. */
static const struct {
    const char *name;
    enum kt_cause cause;
    const char *detail;
} causes[] = {
    {"refused", KT_CAUSE_REFUSED, NULL},
    {"unresolved", KT_CAUSE_UNRESOLVED, NULL},
    {"silent", KT_CAUSE_SILENT, NULL},
    {"closed", KT_CAUSE_CLOSED, NULL},
    {"http", KT_CAUSE_HTTP, NULL},
    {"plain", KT_CAUSE_PEER_IS_PLAIN, NULL},
    {"tls", KT_CAUSE_PEER_IS_TLS, NULL},
    {"unknown ca", KT_CAUSE_UNKNOWN_CA, "CN=some CA"},
    {"expired", KT_CAUSE_EXPIRED, "CN=broker"},
    {"certificate wanted", KT_CAUSE_CERTIFICATE_WANTED, NULL},
    {"credentials", KT_CAUSE_CREDENTIALS, NULL},
    {"mechanism", KT_CAUSE_MECHANISM, "PLAIN"},
    {"no sasl", KT_CAUSE_NO_SASL, NULL},
    {"wants sasl", KT_CAUSE_WANTS_SASL, NULL},
};

bool kt_fake_unreachable(const struct kt_cluster *cluster)
{
    const json_t *how = json_object_get(cluster->state, "unreachable");

    return json_is_true(how) || json_is_string(how);
}

static struct kt_attempt attempt_of(const struct kt_cluster *cluster, int code)
{
    const char *how = kt_fake_text(cluster->state, "unreachable");
    struct kt_attempt attempt = {.broker = -1,
                                 .cause = code == KT_KAFKA_LOCAL_TIMED_OUT ? KT_CAUSE_SILENT
                                                                           : KT_CAUSE_REFUSED};

    for (size_t i = 0; how != NULL && i < KT_COUNT(causes); i++)
        if (strcmp(causes[i].name, how) == 0) {
            attempt.cause = causes[i].cause;
            attempt.detail = causes[i].detail;
        }
    return attempt;
}

int kt_fake_patience_ms(const struct kt_cluster *cluster, int code)
{
    enum kt_cause cause = attempt_of(cluster, code).cause;
    int ms = cluster->call.timeout_ms;

    if (kt_cause_is_final(cause))
        return 0;
    return cluster->options.hasty && kt_cause_is_quick(cause) && ms > HASTY_MS ? HASTY_MS : ms;
}

enum kt_code kt_fake_unreached(const struct kt_cluster *cluster, int code, struct kt_errs *errs)
{
    const struct kt_link nothing = {.brokers = cluster->brokers};
    const struct kt_link *link = cluster->options.link ? cluster->options.link : &nothing;
    int patience_ms = kt_fake_patience_ms(cluster, code);
    struct kt_attempt attempts[8];
    KT_AUTO(kt_names) names = {0};
    size_t n = 0;

    for (const char *at = cluster->brokers; *at != '\0'; at += *at == ',') {
        size_t len = strcspn(at, ",");
        KT_AUTO_STR one = kt_strndup(at, len);

        kt_names_add(&names, one);
        at += len;
    }
    for (; n < names.n && n < KT_COUNT(attempts); n++) {
        attempts[n] = attempt_of(cluster, code);
        attempts[n].address = names.v[n];
    }
    return kt_reach_fail(errs, link, attempts, n,
                         patience_ms < cluster->call.timeout_ms ? 0 : patience_ms);
}

char *kt_fake_cause_text(const struct kt_cluster *cluster, int code)
{
    const struct kt_attempt attempt = attempt_of(cluster, code);

    return code == KT_KAFKA_LOCAL_TIMED_OUT ? NULL : kt_cause_text(&attempt, cluster->options.link);
}
