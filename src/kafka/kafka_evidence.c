/* kafka_evidence.c - what is known of each address, and whether there is hope. */
#include <stdlib.h>
#include <string.h>

#include "kafka_evidence.h"
#include "ktool/mem.h"

enum { CUTS = 2 };

static struct kt_seen *find(struct kt_evidence *evidence, int broker, const char *address)
{
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->v[i].broker == broker && strcmp(evidence->v[i].address, address) == 0)
            return &evidence->v[i];
    return NULL;
}

/* The library writes "::1:9092"; people read and write "[::1]:9092". Takes the address over. */
static char *with_brackets(char *address)
{
    const char *colon = strrchr(address, ':');
    char *whole = address;

    if (address[0] != '[' && colon != NULL && strchr(address, ':') != colon) {
        whole = kt_format("[%.*s]%s", (int)(colon - address), address, colon);
        free(address);
    }
    return whole;
}

/* Takes the address over. */
static struct kt_seen *add(struct kt_evidence *evidence, int broker, char *given)
{
    char *address = with_brackets(given);
    struct kt_seen *seen = find(evidence, -1, address);

    if (seen == NULL)
        seen = find(evidence, broker, address);
    if (seen != NULL) {
        free(address);
        seen->known |= broker >= 0;
        seen->id = broker >= 0 ? broker : seen->id;
        return seen;
    }
    KT_GROW(evidence->v, evidence->n, evidence->cap);
    seen = &evidence->v[evidence->n++];
    *seen =
        (struct kt_seen){.address = address, .broker = broker, .known = broker >= 0, .id = broker};
    return seen;
}

/* As the library reads it: without the protocol, with the port, which a bare IPv6 address has not.
 */
static char *whole_address(const char *from, size_t len)
{
    KT_AUTO_STR given = kt_strndup(from, len);
    const char *scheme = strstr(given, "://");
    const char *address = scheme ? scheme + 3 : given;
    const char *colon = strrchr(address, ':');
    bool has_port = colon && (strchr(address, ':') == colon || colon[-1] == ']');

    return has_port ? kt_strdup(address) : kt_format("%s:9092", address);
}

void kt_evidence_open(struct kt_evidence *evidence, const char *bootstrap)
{
    *evidence = (struct kt_evidence){0};
    while (*bootstrap != '\0') {
        size_t blank = strspn(bootstrap, " ,"), len = strcspn(bootstrap + blank, " ,");

        if (len > 0)
            (void)add(evidence, -1, whole_address(bootstrap + blank, len));
        bootstrap += blank + len;
    }
}

void kt_evidence_advertise(struct kt_evidence *evidence, int broker, const char *host, int port)
{
    (void)add(evidence, broker, kt_format("%s:%d", host, port));
}

/* A connection that breaks as soon as something is asked, and again: such is a listener that wants
 * SASL first. Once may be a broker that stops. */
static enum kt_cause cause_of(struct kt_seen *seen, const struct kt_saying *said,
                              const struct kt_kafka_way *way)
{
    seen->cut = said->up && said->cause == KT_CAUSE_CLOSED ? seen->cut + 1 : 0;
    return seen->cut >= CUTS && !way->sasl ? KT_CAUSE_WANTS_SASL : said->cause;
}

static void put(struct kt_evidence *evidence, struct kt_seen *seen, enum kt_cause cause,
                int64_t now_ms)
{
    seen->cause = cause;
    if (kt_cause_is_final(cause) && evidence->final_ms == 0)
        evidence->final_ms = now_ms;
}

/* "verify failed" says less than the line of the certificate before it. */
static bool is_known_better(const struct kt_seen *seen, enum kt_cause cause)
{
    if (seen->times == 0 || !kt_cause_is_final(seen->cause))
        return false;
    return !kt_cause_is_final(cause) ||
           (cause == KT_CAUSE_BAD_CERTIFICATE && seen->cause >= KT_CAUSE_UNKNOWN_CA &&
            seen->cause <= KT_CAUSE_BAD_CERTIFICATE);
}

void kt_evidence_note(struct kt_evidence *evidence, const struct kt_saying *said,
                      const struct kt_kafka_way *way, int64_t now_ms)
{
    struct kt_seen *seen = add(evidence, said->broker, kt_strdup(said->address));
    enum kt_cause cause = cause_of(seen, said, way);

    seen->last_ms = now_ms;
    if (evidence->first_ms == 0)
        evidence->first_ms = now_ms;
    if (is_known_better(seen, cause))
        return;
    seen->times++;
    seen->vague = said->vague && cause == said->cause;
    free(seen->detail);
    seen->detail = kt_strdup(said->detail);
    put(evidence, seen, cause, now_ms);
}

void kt_evidence_refine(struct kt_evidence *evidence, struct kt_seen *seen, enum kt_cause cause,
                        int64_t now_ms)
{
    seen->times += seen->times == 0;
    put(evidence, seen, cause, now_ms);
}

static void forget(struct kt_seen *seen)
{
    free(seen->detail);
    *seen = (struct kt_seen){.address = seen->address,
                             .broker = seen->broker,
                             .known = seen->known,
                             .id = seen->id,
                             .shut = seen->shut};
}

void kt_evidence_answered(struct kt_evidence *evidence)
{
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->v[i].broker < 0)
            forget(&evidence->v[i]);
    if (!kt_evidence_stray(evidence))
        evidence->first_ms = evidence->final_ms = 0;
}

void kt_evidence_settled(struct kt_evidence *evidence)
{
    for (size_t i = 0; i < evidence->n; i++)
        forget(&evidence->v[i]);
    evidence->first_ms = evidence->final_ms = 0;
}

bool kt_evidence_failed(const struct kt_evidence *evidence)
{
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->v[i].times > 0)
            return true;
    return false;
}

bool kt_evidence_stray(const struct kt_evidence *evidence)
{
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->v[i].broker >= 0 && evidence->v[i].times > 0)
            return true;
    return false;
}

struct kt_seen *kt_evidence_of(const struct kt_evidence *evidence, int broker)
{
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->v[i].id == broker)
            return &evidence->v[i];
    return NULL;
}

bool kt_seen_refused(const struct kt_seen *seen, int64_t since_ms)
{
    return seen->times > 0 && seen->last_ms >= since_ms && kt_cause_is_quick(seen->cause);
}

/* Once an advertised address is known to fail, the bootstrap list has done its work; and which
 * others are advertised nobody can tell. */
bool kt_evidence_hopeless(const struct kt_evidence *evidence, bool hasty, int64_t now_ms)
{
    bool stray = kt_evidence_stray(evidence), final = true, quick = true;

    for (size_t i = 0; i < evidence->n; i++) {
        const struct kt_seen *seen = &evidence->v[i];

        if (stray ? seen->broker < 0 || seen->times == 0 : seen->broker >= 0)
            continue;
        if (seen->times == 0)
            return false;
        final &= kt_cause_is_final(seen->cause);
        quick &= kt_cause_is_final(seen->cause) || kt_cause_is_quick(seen->cause);
    }
    if (evidence->n == 0 || evidence->first_ms == 0)
        return false;
    if (final && !stray)
        return true;
    if (evidence->final_ms != 0 && now_ms - evidence->final_ms >= KT_GRACE_MS)
        return true;
    return hasty && quick && now_ms - evidence->first_ms >= KT_HASTY_MS;
}

static struct kt_attempt attempt_of(const struct kt_seen *seen)
{
    return (struct kt_attempt){.address = seen->address,
                               .broker = seen->broker,
                               .cause = seen->cause,
                               .detail = seen->detail};
}

struct kt_attempt *kt_evidence_attempts(const struct kt_evidence *evidence, size_t *n)
{
    struct kt_attempt *attempts = kt_calloc(evidence->n, sizeof(*attempts));

    *n = 0;
    for (size_t i = 0; i < evidence->n; i++)
        if (evidence->v[i].times > 0)
            attempts[(*n)++] = attempt_of(&evidence->v[i]);
    return attempts;
}

bool kt_evidence_last(const struct kt_evidence *evidence, struct kt_attempt *out)
{
    const struct kt_seen *last = NULL;

    for (size_t i = 0; i < evidence->n; i++) {
        const struct kt_seen *seen = &evidence->v[i];

        if (seen->times > 0 && (last == NULL || seen->last_ms > last->last_ms))
            last = seen;
    }
    if (last != NULL)
        *out = attempt_of(last);
    return last != NULL;
}

void kt_evidence_clear(struct kt_evidence *evidence)
{
    for (size_t i = 0; i < evidence->n; i++) {
        free(evidence->v[i].address);
        free(evidence->v[i].detail);
    }
    free(evidence->v);
    *evidence = (struct kt_evidence){0};
}
