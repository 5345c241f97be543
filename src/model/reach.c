/* reach.c - from what was seen on the way to the brokers to one error. */
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "ktool/reach.h"
#include "ktool/units.h"

bool kt_cause_is_final(enum kt_cause cause)
{
    return cause >= KT_CAUSE_HTTP;
}

bool kt_cause_is_quick(enum kt_cause cause)
{
    return cause == KT_CAUSE_REFUSED || cause == KT_CAUSE_UNRESOLVED ||
           cause == KT_CAUSE_NO_ROUTE || cause == KT_CAUSE_CLOSED;
}

/* The causes stand in the order of the way: the further it went, the more it tells. Words that
 * nobody knows come from a peer that was there. */
static int telling(enum kt_cause cause)
{
    return cause == KT_CAUSE_UNKNOWN ? 2 * KT_CAUSE_CLOSED + 1 : 2 * (int)cause;
}

char *kt_link_text(const struct kt_link *link)
{
    KT_AUTO_STR sasl = NULL;
    KT_AUTO_STR certificate = NULL;

    if (link == NULL || link->protocol == NULL)
        return NULL;
    if (link->mechanism != NULL)
        sasl = link->user != NULL ? kt_format(", %s as '%s'", link->mechanism, link->user)
                                  : kt_format(", %s", link->mechanism);
    if (link->certificate != NULL && strstr(link->protocol, "SSL") != NULL)
        certificate =
            kt_format("%s with the client certificate %s", sasl ? "," : "", link->certificate);
    return kt_format("%s%s%s", link->protocol, sasl ? sasl : "", certificate ? certificate : "");
}

/* The causes that need no more words. */
static const char *const plain[KT_NCAUSES] = {
    [KT_CAUSE_REFUSED] = "connection refused",
    [KT_CAUSE_UNRESOLVED] = "the host name cannot be resolved",
    [KT_CAUSE_NO_ROUTE] = "no route to the host",
    [KT_CAUSE_NO_CONNECT] = "nothing answers, not even with a refusal",
    [KT_CAUSE_SILENT] = "it accepts the connection and says nothing",
    [KT_CAUSE_CLOSED] = "it closes the connection at once",
    [KT_CAUSE_HTTP] = "it speaks HTTP, not Kafka",
    [KT_CAUSE_NOT_KAFKA] = "what it says is not Kafka",
    [KT_CAUSE_PEER_IS_PLAIN] = "the broker does not speak TLS: the listener is plaintext",
    [KT_CAUSE_PEER_IS_TLS] = "the listener wants TLS",
    [KT_CAUSE_CERTIFICATE_WANTED] = "the broker wants a client certificate",
    [KT_CAUSE_CERTIFICATE_REFUSED] = "the broker does not accept the client certificate",
    [KT_CAUSE_NO_SASL] = "the listener does not authenticate with SASL",
    [KT_CAUSE_WANTS_SASL] = "the listener wants authentication (SASL)",
    [KT_CAUSE_TOKEN] = "there is no token to send",
    [KT_CAUSE_TOO_OLD] = "the broker is older than Kafka 0.10",
    [KT_CAUSE_TOO_NEW] = "the broker is too new for this ktool's librdkafka",
};

static int host_len(const char *address)
{
    const char *colon = strrchr(address, ':');

    return (int)(colon ? (size_t)(colon - address) : strlen(address));
}

static char *of_certificate(const struct kt_attempt *attempt)
{
    const char *detail = attempt->detail;

    switch (attempt->cause) {
    case KT_CAUSE_UNKNOWN_CA:
        return detail ? kt_format("the broker's certificate was issued by '%s', which is not "
                                  "trusted here",
                                  detail)
                      : kt_strdup("the issuer of the broker's certificate is not trusted here");
    case KT_CAUSE_WRONG_HOST:
        return kt_format("the broker's certificate (%s) is for another host than '%.*s'",
                         detail ? detail : "of unknown subject", host_len(attempt->address),
                         attempt->address);
    case KT_CAUSE_EXPIRED:
        return kt_format("the broker's certificate%s%s%s has expired", detail ? " (" : "",
                         detail ? detail : "", detail ? ")" : "");
    default:
        return kt_format("the broker's certificate is not good%s%s", detail ? ": " : "",
                         detail ? detail : "");
    }
}

bool kt_link_has_token(const struct kt_link *link)
{
    return link && link->mechanism && strcmp(link->mechanism, "OAUTHBEARER") == 0;
}

static char *of_credentials(const struct kt_attempt *attempt, const struct kt_link *link)
{
    if (!kt_link_has_token(link))
        return kt_strdup("the broker says that user or password is wrong");
    return attempt->detail ? kt_format("the broker refuses the token: %s", attempt->detail)
                           : kt_strdup("the broker refuses the token");
}

static char *of_mechanism(const struct kt_attempt *attempt, const struct kt_link *link)
{
    const char *tried = link && link->mechanism ? link->mechanism : "this mechanism";

    return attempt->detail && *attempt->detail
               ? kt_format("the listener does not offer %s, but %s", tried, attempt->detail)
               : kt_format("the listener does not offer %s", tried);
}

char *kt_cause_text(const struct kt_attempt *attempt, const struct kt_link *link)
{
    switch (attempt->cause) {
    case KT_CAUSE_UNKNOWN_CA:
    case KT_CAUSE_WRONG_HOST:
    case KT_CAUSE_EXPIRED:
    case KT_CAUSE_BAD_CERTIFICATE:
        return of_certificate(attempt);
    case KT_CAUSE_CREDENTIALS:
        return of_credentials(attempt, link);
    case KT_CAUSE_MECHANISM:
        return of_mechanism(attempt, link);
    default:
        break;
    }
    if (plain[attempt->cause] != NULL)
        return kt_strdup(plain[attempt->cause]);
    return kt_strdup(attempt->detail ? attempt->detail : "nobody says why");
}

struct reach {
    const struct kt_link *link;
    const struct kt_attempt *attempts;
    size_t n;
    const struct kt_attempt *lead; /* the most telling */
    bool advertised;               /* the cluster was found; what it advertises cannot be reached */
};

static bool counts(const struct reach *reach, const struct kt_attempt *attempt)
{
    return (attempt->broker >= 0) == reach->advertised;
}

static void find_lead(struct reach *reach)
{
    for (size_t i = 0; i < reach->n; i++)
        reach->advertised |= reach->attempts[i].broker >= 0;
    for (size_t i = 0; i < reach->n; i++) {
        const struct kt_attempt *attempt = &reach->attempts[i];

        if (counts(reach, attempt) &&
            (reach->lead == NULL || telling(attempt->cause) > telling(reach->lead->cause)))
            reach->lead = attempt;
    }
}

static char *name_of(const struct kt_attempt *attempt)
{
    return attempt->broker >= 0 ? kt_format("%s (broker %d)", attempt->address, attempt->broker)
                                : kt_strdup(attempt->address);
}

/* All that failed like the lead; *n: how many. */
static char *leading(const struct reach *reach, size_t *n)
{
    KT_AUTO(kt_names) names = {0};

    for (size_t i = 0; i < reach->n; i++) {
        const struct kt_attempt *attempt = &reach->attempts[i];
        KT_AUTO_STR name = name_of(attempt);

        if (counts(reach, attempt) && attempt->cause == reach->lead->cause)
            kt_names_add(&names, name);
    }
    *n = names.n;
    return kt_names_brief(&names, ", ");
}

/* "; b:9092: connection refused" for each that failed otherwise. */
static char *others(const struct reach *reach)
{
    KT_AUTO(kt_names) names = {0};
    KT_AUTO_STR list = NULL;

    for (size_t i = 0; i < reach->n; i++) {
        const struct kt_attempt *attempt = &reach->attempts[i];
        KT_AUTO_STR name = name_of(attempt);
        KT_AUTO_STR cause = kt_cause_text(attempt, reach->link);
        KT_AUTO_STR text = kt_format("%s: %s", name, cause);

        if (counts(reach, attempt) && attempt->cause != reach->lead->cause)
            kt_names_add(&names, text);
    }
    list = kt_names_brief(&names, "; ");
    return kt_format("%s%s", names.n > 0 ? "; " : "", list);
}

static enum kt_code say(struct kt_errs *errs, const struct reach *reach, const char *tried,
                        const char *within)
{
    const char *brokers =
        reach->link && reach->link->brokers ? reach->link->brokers : "the brokers";
    size_t n = 0;
    KT_AUTO_STR cause = NULL;
    KT_AUTO_STR names = NULL;
    KT_AUTO_STR rest = NULL;

    if (reach->lead == NULL)
        return kt_fail(errs, KT_E_CLUSTER, "cannot reach %s%s%s: no answer", brokers, tried,
                       within);
    cause = kt_cause_text(reach->lead, reach->link);
    names = leading(reach, &n);
    rest = others(reach);
    if (reach->advertised)
        return kt_fail(errs, KT_E_CLUSTER,
                       "the cluster at %s%s advertises %s, and %s cannot be reached%s: %s%s",
                       brokers, tried, names, n == 1 ? "that" : "these", within, cause, rest);
    return kt_fail(errs, KT_E_CLUSTER, "cannot reach %s%s%s: %s%s", names, tried, within, cause,
                   rest);
}

enum kt_code kt_reach_fail(struct kt_errs *errs, const struct kt_link *link,
                           const struct kt_attempt *attempts, size_t n, int waited_ms)
{
    struct reach reach = {.link = link, .attempts = attempts, .n = n};
    char time[KT_UNITS_TEXT];
    KT_AUTO_STR link_text = kt_link_text(link);
    KT_AUTO_STR tried = link_text ? kt_format(" (%s)", link_text) : kt_strdup("");
    KT_AUTO_STR within =
        waited_ms > 0 ? kt_format(" within %s", kt_duration_text(waited_ms, time)) : kt_strdup("");
    KT_AUTO_STR hint = NULL;
    enum kt_code code;

    find_lead(&reach);
    code = say(errs, &reach, tried, within);
    hint = kt_reach_hint(reach.lead, link);
    if (hint != NULL)
        kt_hint(errs, "%s", hint);
    return code;
}
