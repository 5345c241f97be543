/* reach_hint.c - what to try when a broker cannot be reached. Names ktool's own settings, and where
 * the one that is likely wrong came from. */
#include <string.h>

#include "ktool/mem.h"
#include "ktool/reach.h"

static bool has_sasl(const struct kt_link *link)
{
    return link->mechanism != NULL;
}

static bool has_tls(const struct kt_link *link)
{
    return link->protocol != NULL && strstr(link->protocol, "SSL") != NULL;
}

/* " (KAFKA_USERNAME in .env:2)" */
static char *from(const char *origin)
{
    return origin ? kt_format(" (%s)", origin) : kt_strdup("");
}

/* Where the address comes from, when somebody else than the person at the keyboard gave it. */
static char *whose_address(const struct kt_attempt *attempt, const struct kt_link *link)
{
    const char *origin = link->brokers_origin;

    if (attempt->broker >= 0 || origin == NULL || strncmp(origin, "--", 2) == 0)
        return kt_strdup("");
    if (strcmp(origin, "default") == 0)
        return kt_strdup("this is the default, for no brokers are set: use --brokers or "
                         "KAFKA_BROKERS; ");
    return kt_format("the address comes from %s; ", origin);
}

static char *of_address(const struct kt_attempt *attempt, const struct kt_link *link)
{
    KT_AUTO_STR whose = whose_address(attempt, link);

    if (attempt->broker >= 0)
        return kt_strdup(
            attempt->cause == KT_CAUSE_UNRESOLVED
                ? "a name of a container network is known only inside it: the "
                  "broker's advertised.listeners must name an address for clients "
                  "out here"
                : "the broker's advertised.listeners must name an address that clients "
                  "can reach; localhost serves its own machine only");
    switch (attempt->cause) {
    case KT_CAUSE_UNRESOLVED:
        return kt_format("%sa name of a container network is known only inside it", whose);
    case KT_CAUSE_REFUSED:
        return kt_format("%sis a broker running there, on that port?", whose);
    case KT_CAUSE_NO_ROUTE:
        return kt_format("%sis the network, or the VPN, up?", whose);
    case KT_CAUSE_NO_CONNECT:
        return kt_format("%sa firewall may be in between, or the host is down", whose);
    case KT_CAUSE_SILENT:
        return kt_format("%sa broker that hangs does that; is this the port of a Kafka listener?",
                         whose);
    case KT_CAUSE_CLOSED:
        return kt_format("%sis this the port of a Kafka listener? a proxy without a broker behind "
                         "it does that too",
                         whose);
    case KT_CAUSE_HTTP:
        return kt_format("%sa broker's Kafka port is wanted, not that of a registry, a REST proxy "
                         "or a console",
                         whose);
    default:
        return kt_format("%sis this the port of a Kafka listener?", whose);
    }
}

/* Credentials alone ask for TLS too. */
static char *against_tls(const struct kt_link *link)
{
    KT_AUTO_STR user = from(link->user_origin);

    if (link->protocol_origin == NULL && has_sasl(link))
        return kt_format("the credentials%s ask for %s; for a local broker take them out or set "
                         "KAFKA_SASL_ENABLED=false, for SASL without TLS KAFKA_SSL_ENABLED=false",
                         user, link->protocol);
    return kt_format("TLS is asked for by %s; without it: KAFKA_SSL_ENABLED=false, or "
                     "-X security.protocol=%s",
                     link->protocol_origin ? link->protocol_origin : "the settings",
                     has_sasl(link) ? "SASL_PLAINTEXT" : "PLAINTEXT");
}

static char *for_tls(const struct kt_link *link)
{
    const char *ca = link->ca ? "" : ", with -X ssl.ca.location=FILE for an authority of your own";

    return kt_format("set KAFKA_SSL_ENABLED=true or -X security.protocol=%s%s",
                     has_sasl(link) ? "SASL_SSL" : "SSL", ca);
}

static char *of_authority(const struct kt_link *link)
{
    return link->ca ? kt_format("trusted is what stands in '%s' (ssl.ca.location): has it that "
                                "authority's certificate?",
                                link->ca)
                    : kt_strdup("-X ssl.ca.location=FILE names the authority's certificate (PEM)");
}

static char *of_client_certificate(const struct kt_attempt *attempt, const struct kt_link *link)
{
    if (attempt->cause == KT_CAUSE_CERTIFICATE_WANTED)
        return kt_strdup("-X ssl.certificate.location=FILE and -X ssl.key.location=FILE name "
                         "certificate and key (PEM)");
    return kt_format("is %s still good, and signed by an authority that the broker trusts?",
                     link->certificate ? link->certificate : "it");
}

static const char *other_scram(const char *mechanism)
{
    if (mechanism && strcmp(mechanism, "SCRAM-SHA-256") == 0)
        return "SCRAM-SHA-512";
    return mechanism && strcmp(mechanism, "SCRAM-SHA-512") == 0 ? "SCRAM-SHA-256" : NULL;
}

/* What else it may be. SCRAM keeps a password a mechanism: the right one of the other mechanism is
 * wrong here. */
static char *of_scram(const struct kt_attempt *attempt, const struct kt_link *link)
{
    const char *other = other_scram(link->mechanism);

    if (other == NULL)
        return kt_strdup("");
    return attempt->detail
               ? kt_format("; or this is Kafka 4, where %s fails with SCRAM whatever the password: "
                           "KAFKA_SASL_MECHANISM=PLAIN, or librdkafka 2.6.1 and newer",
                           attempt->detail)
               : kt_format("; or the password is one for %s (KAFKA_SASL_MECHANISM=%s)", other,
                           other);
}

static char *of_credentials(const struct kt_attempt *attempt, const struct kt_link *link)
{
    KT_AUTO_STR scram = of_scram(attempt, link);
    const char *origin = link->user_origin;

    if (kt_link_has_token(link))
        return kt_strdup("has it expired, and is it meant for this cluster? --token-command or "
                         "--token-file gives another");
    return kt_format("brokers do not tell which%s%s%s", origin ? "; they come from " : "",
                     origin ? origin : "", scram);
}

static char *of_mechanism(const struct kt_attempt *attempt)
{
    static const char *const known[] = {"SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN", "OAUTHBEARER"};

    for (size_t i = 0; attempt->detail && i < KT_COUNT(known); i++)
        if (strstr(attempt->detail, known[i]) != NULL)
            return kt_format("set KAFKA_SASL_MECHANISM=%s, or -X sasl.mechanism=%s", known[i],
                             known[i]);
    return NULL;
}

static char *without_sasl(const struct kt_link *link)
{
    KT_AUTO_STR user = from(link->user_origin);

    return kt_format("take the credentials%s out or set KAFKA_SASL_ENABLED=false%s", user,
                     has_tls(link) ? "; KAFKA_SSL_ENABLED=true keeps TLS" : "");
}

static char *with_sasl(const struct kt_link *link)
{
    return kt_format("set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD%s",
                     has_tls(link) ? "" : ", and KAFKA_SSL_ENABLED=false for SASL without TLS");
}

/* librdkafka drops "SSL://host:9093" from the list unless security.protocol is SSL. */
static char *of_silence(const struct kt_link *link)
{
    if (link->brokers == NULL || strstr(link->brokers, "://") == NULL)
        return NULL;
    return kt_strdup("write brokers as host:port; the protocol is the setting security.protocol");
}

char *kt_reach_hint(const struct kt_attempt *attempt, const struct kt_link *link)
{
    static const struct kt_link nothing;

    link = link ? link : &nothing;
    if (attempt == NULL)
        return of_silence(link);
    switch (attempt->cause) {
    case KT_CAUSE_UNKNOWN:
    case KT_NCAUSES:
        return NULL;
    case KT_CAUSE_PEER_IS_PLAIN:
        return against_tls(link);
    case KT_CAUSE_PEER_IS_TLS:
        return for_tls(link);
    case KT_CAUSE_UNKNOWN_CA:
        return of_authority(link);
    case KT_CAUSE_WRONG_HOST:
        return kt_strdup("connect by a name that the certificate has; "
                         "-X ssl.endpoint.identification.algorithm=none takes any name, and any "
                         "impostor");
    case KT_CAUSE_EXPIRED:
        return kt_strdup("the broker needs a new one, unless the clock of this machine is wrong");
    case KT_CAUSE_BAD_CERTIFICATE:
        return kt_format("see it with: openssl s_client -connect %s", attempt->address);
    case KT_CAUSE_CERTIFICATE_WANTED:
    case KT_CAUSE_CERTIFICATE_REFUSED:
        return of_client_certificate(attempt, link);
    case KT_CAUSE_CREDENTIALS:
        return of_credentials(attempt, link);
    case KT_CAUSE_MECHANISM:
        return of_mechanism(attempt);
    case KT_CAUSE_NO_SASL:
        return without_sasl(link);
    case KT_CAUSE_WANTS_SASL:
        return with_sasl(link);
    case KT_CAUSE_TOKEN:
        return kt_strdup("--token-command CMD or --token-file FILE gives one");
    case KT_CAUSE_TOO_OLD:
        return kt_strdup("ktool needs Kafka 0.10 or newer");
    case KT_CAUSE_TOO_NEW:
        return kt_strdup("`ktool version` names it; a ktool built with a newer one will do");
    default:
        return of_address(attempt, link);
    }
}
