/* kafka_cause.c - from librdkafka's lines to causes; for 2.0.2 and 2.15.1 alike. */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kafka_cause.h"
#include "ktool/mem.h"

static const char x509_mark[] = "ktool:x509=";

/* X509_V_ERR_* of OpenSSL's x509_vfy.h; the numbers are part of its interface. */
enum {
    X509_NO_ISSUER = 2,
    X509_NOT_YET_VALID = 9,
    X509_HAS_EXPIRED = 10,
    X509_SELF_SIGNED = 18,
    X509_SELF_SIGNED_IN_CHAIN = 19,
    X509_NO_ISSUER_LOCALLY = 20,
    X509_NO_FIRST_SIGNATURE = 21,
    X509_REVOKED = 23,
    X509_OTHER_HOST = 62,
    X509_OTHER_ADDRESS = 64
};

/* The first that is in the line counts. */
static const struct {
    const char *words;
    enum kt_cause cause;
    bool vague;
} table[] = {
    {"Connection refused", KT_CAUSE_REFUSED, false},
    {"Failed to resolve", KT_CAUSE_UNRESOLVED, false},
    {"etwork is unreachable", KT_CAUSE_NO_ROUTE, false},
    {"No route to host", KT_CAUSE_NO_ROUTE, false},
    {"Host is down", KT_CAUSE_NO_ROUTE, false},
    {"timed out in state CONNECT", KT_CAUSE_NO_CONNECT, false},
    {"failed: Connection timed out", KT_CAUSE_NO_CONNECT, false},
    {"Connection setup timed out", KT_CAUSE_SILENT, true},
    {"Unsupported SASL mechanism", KT_CAUSE_MECHANISM, false},
    {"not valid in current SASL state", KT_CAUSE_NO_SASL, false},
    {"SASL authentication error", KT_CAUSE_CREDENTIALS, false},
    {"certificate verify failed", KT_CAUSE_BAD_CERTIFICATE, false},
    {"Invalid response size", KT_CAUSE_NOT_KAFKA, true},
    {"wrong version number", KT_CAUSE_NOT_KAFKA, true},
    {"feature not supported by broker", KT_CAUSE_TOO_NEW, false},
    {"unexpected eof", KT_CAUSE_CLOSED, true},
    {"Disconnected", KT_CAUSE_CLOSED, true},
    {"Connection reset by peer", KT_CAUSE_CLOSED, true},
    {"Broken pipe", KT_CAUSE_CLOSED, true},
};

/* The end of a broker's name at `slash`: "/bootstrap: " or "/1: ". NULL: it is none. */
static const char *name_end(const char *slash, int *broker)
{
    static const char bootstrap[] = "/bootstrap: ";
    char *end;
    long long id;

    if (strncmp(slash, bootstrap, strlen(bootstrap)) == 0) {
        *broker = -1;
        return slash + strlen(bootstrap);
    }
    if (!isdigit((unsigned char)slash[1]))
        return NULL;
    id = strtoll(slash + 1, &end, 10);
    if (strncmp(end, ": ", 2) != 0 || id > INT32_MAX)
        return NULL;
    *broker = (int)id;
    return end + 2;
}

/* Takes the name of the broker off; NULL: the line has none. */
static const char *take_address(const char *text, struct kt_saying *out)
{
    for (const char *slash = strchr(text, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *rest = name_end(slash, &out->broker), *start = slash, *scheme;

        if (rest == NULL)
            continue;
        while (start > text && start[-1] != ' ')
            start--;
        scheme = strstr(start, "://");
        start = scheme && scheme < slash ? scheme + 3 : start;
        out->address = kt_strndup(start, (size_t)(slash - start));
        if (strchr(out->address, ':') != NULL)
            return rest;
        kt_saying_clear(out); /* "GroupCoordinator/1" */
    }
    return NULL;
}

/* From behind `after` up to the library's bookkeeping, in one line; NULL: there is nothing. */
static char *words_after(const char *rest, const char *after)
{
    const char *from = strstr(rest, after), *end;
    char *words;

    if (from == NULL)
        return NULL;
    from += strlen(after);
    end = strstr(from, " (after ");
    words = kt_strndup(from, end ? (size_t)(end - from) : strlen(from));
    for (char *p = words; *p != '\0'; p++)
        if (iscntrl((unsigned char)*p))
            *p = ' ';
    if (*words != '\0')
        return words;
    free(words);
    return NULL;
}

static long long number_after(const char *rest, const char *after)
{
    const char *from = strstr(rest, after);

    return from ? strtoll(from + strlen(after), NULL, 10) : -1;
}

/* "subject=/CN=broker, issuer=/O=us/CN=ca)": what follows `key`, as "CN=broker", "O=us, CN=ca". */
static char *name_in(const char *rest, const char *key)
{
    const char *from = strstr(rest, key), *end;
    char *name;

    if (from == NULL)
        return NULL;
    from += strlen(key);
    from += *from == '/';
    end = strstr(from, strcmp(key, "subject=") == 0 ? ", issuer=" : ") verification");
    name = kt_strndup(from, end ? (size_t)(end - from) : strlen(from));
    for (char *p = name; *p != '\0'; p++)
        if (*p == '/' || iscntrl((unsigned char)*p))
            *p = ' ';
    return name;
}

static void read_certificate(struct kt_saying *out, const char *rest, long long error)
{
    switch (error) {
    case X509_NO_ISSUER:
    case X509_SELF_SIGNED:
    case X509_SELF_SIGNED_IN_CHAIN:
    case X509_NO_ISSUER_LOCALLY:
    case X509_NO_FIRST_SIGNATURE:
        out->cause = KT_CAUSE_UNKNOWN_CA;
        out->detail = name_in(rest, "issuer=");
        return;
    case X509_OTHER_HOST:
    case X509_OTHER_ADDRESS:
        out->cause = KT_CAUSE_WRONG_HOST;
        break;
    case X509_HAS_EXPIRED:
        out->cause = KT_CAUSE_EXPIRED;
        break;
    default:
        out->cause = KT_CAUSE_BAD_CERTIFICATE;
        out->detail = error == X509_NOT_YET_VALID ? kt_strdup("it is not valid yet")
                      : error == X509_REVOKED     ? kt_strdup("it was revoked")
                                                  : kt_format("OpenSSL's error %lld", error);
        return;
    }
    out->detail = name_in(rest, "subject=");
}

/* TLS alerts that a server sends about the client's certificate: RFC 8446 section 6.2. */
static bool is_about_certificate(long long alert)
{
    return (alert >= 42 && alert <= 46) || alert == 48 || alert == 49 || alert == 116;
}

/* The first four bytes of an answer, read as its size. */
static enum kt_cause of_size(long long size)
{
    enum { HTTP = 0x48545450, TLS_ALERT = 0x1503 };

    if (size == HTTP)
        return KT_CAUSE_HTTP;
    return size >> 16 == TLS_ALERT ? KT_CAUSE_PEER_IS_TLS : KT_CAUSE_NOT_KAFKA;
}

/* RFC 7628: a refused token is answered with {"status":"invalid_token"}. */
static char *token_status(const char *rest)
{
    char *status = words_after(rest, "{\"status\":\"");

    if (status != NULL)
        status[strcspn(status, "\"")] = '\0';
    return status;
}

static void read_row(struct kt_saying *out, const char *rest)
{
    for (size_t i = 0; i < KT_COUNT(table); i++) {
        if (strstr(rest, table[i].words) == NULL)
            continue;
        out->cause = table[i].cause;
        out->vague = table[i].vague;
        break;
    }
    if (out->cause == KT_CAUSE_NOT_KAFKA && strstr(rest, "response size ") != NULL)
        out->cause = of_size(number_after(rest, "response size "));
    else if (out->cause == KT_CAUSE_MECHANISM)
        out->detail = words_after(rest, "supported mechanisms: ");
    else if (out->cause == KT_CAUSE_CREDENTIALS)
        out->detail = token_status(rest);
    else if (out->cause == KT_CAUSE_UNKNOWN)
        out->detail = words_after(rest, "");
}

bool kt_saying_read(struct kt_saying *out, const char *text, const struct kt_kafka_way *way)
{
    const char *thread = strncmp(text, "[thrd:", 6) == 0 ? strstr(text, "]: ") : NULL;
    const char *rest;
    long long alert;

    *out = (struct kt_saying){.cause = KT_CAUSE_UNKNOWN};
    rest = take_address(thread ? thread + 3 : text, out);
    if (rest == NULL)
        return false;
    alert = number_after(rest, "SSL alert number ");
    out->up = strstr(rest, "in state UP") != NULL;
    if (strstr(rest, x509_mark) != NULL)
        read_certificate(out, rest, number_after(rest, x509_mark));
    else if (way->tls && is_about_certificate(alert))
        out->cause = way->certificate ? KT_CAUSE_CERTIFICATE_REFUSED : KT_CAUSE_CERTIFICATE_WANTED;
    else
        read_row(out, rest);
    return true;
}

void kt_saying_clear(struct kt_saying *saying)
{
    free(saying->address);
    free(saying->detail);
    saying->address = saying->detail = NULL;
}

void kt_saying_x509(char *to, size_t size, int error)
{
    (void)snprintf(to, size, "%s%d", x509_mark, error);
}
