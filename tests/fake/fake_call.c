/* fake_call.c - what every call has in common: the log, the faults, the signals, the limits. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "ktool/clock.h"
#include "ktool/units.h"

enum { CALLS_AT_ONE_INSTANT = 10000, WORD = 64, TOPIC = 256 };

/* "2nd create_topics topic a: NOT_CONTROLLER after" */
struct fault {
    long long n; /* 0: every */
    char call[WORD];
    char topic[TOPIC]; /* "": the whole call */
    int code;
    bool after;
};

static const char *parse_fault(struct fault *fault, const char *line)
{
    char nth[WORD], code[WORD], call_end[WORD], word[WORD];
    int at = 0;

    *fault = (struct fault){0};
    if (sscanf(line, "%63s %63[a-z_] topic %255[^:]%n", nth, fault->call, fault->topic, &at) != 3) {
        fault->topic[0] = '\0';
        if (sscanf(line, "%63s %63[a-z_]%n", nth, fault->call, &at) != 2)
            return "wants NTH CALL[ topic NAME]: CODE[ after]";
    }
    if (sscanf(line + at, "%63[: ]%63[A-Z_]%63s", call_end, code, word) < 2)
        return "wants a colon and a code";
    fault->after = strstr(line + at, " after") != NULL;
    fault->n = strcmp(nth, "every") == 0 ? 0 : strtoll(nth, NULL, 10);
    if (fault->n == 0 && strcmp(nth, "every") != 0)
        return "does not begin with 1st, 2nd, ... or every";
    fault->code = kt_fake_code(code);
    return fault->code == 0 ? "names no error code" : NULL;
}

const char *kt_fake_fault_check(const char *line)
{
    struct fault fault;

    return parse_fault(&fault, line);
}

/* The first fault of the state that concerns this call, and the topic (NULL: the whole call). */
static bool find_fault(const struct kt_cluster *cluster, const char *topic, struct fault *found)
{
    const json_t *faults = json_object_get(cluster->state, "faults");

    for (size_t i = 0; i < json_array_size(faults); i++) {
        if (parse_fault(found, json_string_value(json_array_get(faults, i))) != NULL)
            continue;
        if (strcmp(found->call, cluster->call.name) != 0 ||
            (found->n != 0 && found->n != cluster->call.n))
            continue;
        if (strcmp(found->topic, topic ? topic : "") == 0)
            return true;
    }
    return false;
}

int kt_fake_topic_fault(const struct kt_cluster *cluster, const char *topic, bool *after)
{
    struct fault fault = {.code = cluster->call.answer, .after = cluster->call.after};

    if (fault.code <= 0 && !find_fault(cluster, topic, &fault))
        fault = (struct fault){0};
    if (after != NULL)
        *after = fault.after;
    return fault.code;
}

/* Virtual time stands still while a job asks again and again without waiting: that is a loop which
 * would flood a real cluster. */
static void guard_against_loops(void)
{
    static int64_t instant;
    static int calls;

    calls = kt_now_ms() == instant ? calls + 1 : 0;
    instant = kt_now_ms();
    if (calls > CALLS_AT_ONE_INSTANT) {
        (void)fprintf(stderr, "fake: %d calls without a wait between them\n", calls);
        abort();
    }
}

static void count(struct kt_cluster *cluster, const char *name)
{
    json_int_t n = kt_fake_int(cluster->counts, name, 0) + 1;

    (void)json_object_set_new(cluster->counts, name, json_integer(n));
    cluster->call.n = n;
}

/* A signal comes once: the state that is saved, for a next run, has it no more. */
static void find_signal(struct kt_cluster *cluster)
{
    const json_t *at = json_object_get(cluster->state, "signal_at");
    const char *call = kt_fake_text(at, "call");

    if (call == NULL || strcmp(call, cluster->call.name) != 0 ||
        kt_fake_int(at, "n", 1) != cluster->call.n)
        return;
    cluster->call.signal = (int)kt_fake_int(at, "signal", 2);
    cluster->call.before = json_is_true(json_object_get(at, "before"));
    (void)json_object_del(cluster->state, "signal_at");
    kt_fake_save(cluster);
}

static enum kt_code stopped(const struct kt_cluster *cluster)
{
    const volatile sig_atomic_t *stop = cluster->options.stop;

    return stop != NULL && *stop != 0 ? KT_E_INTERRUPTED : KT_OK;
}

/* src/kafka's words for each kind of request. */
static const char *what(const struct kt_cluster *cluster)
{
    static const char *const words[][2] = {
        {"metadata", "read the cluster's metadata"},
        {"describe_configs", "read the settings of topics"},
        {"offsets", "read the offsets of partitions"},
        {"create_topics", "create topics"},
        {"create_partitions", "add partitions"},
        {"alter_configs", "change the settings of topics"},
        {"delete_topics", "delete topics"},
        {"list_groups", "list the consumer groups"},
        {"group_offsets", "read the offsets of consumer groups"},
        {"probe", "ask the brokers"},
    };
    static const char validate[] = "validate_";
    const char *name = cluster->call.name;

    if (strncmp(name, validate, strlen(validate)) == 0)
        name += strlen(validate);
    for (size_t i = 0; i < KT_COUNT(words); i++)
        if (strcmp(words[i][0], name) == 0)
            return words[i][1];
    return name;
}

enum kt_code kt_fake_refuse(const struct kt_cluster *cluster, struct kt_errs *errs)
{
    return kt_fail(errs, KT_E_REMOTE, "cannot %s: the broker refused it (%s)", what(cluster),
                   kt_kafka_code_text(cluster->call.answer));
}

/* No answer: a connection that breaks says so at once, silence lasts as long as one listens. */
static enum kt_code fail(const struct kt_cluster *cluster, int code, struct kt_errs *errs)
{
    int ms = cluster->call.timeout_ms;
    char within[KT_UNITS_TEXT];
    KT_AUTO_STR cause = kt_fake_cause_text(cluster, code);

    if (!cluster->answered)
        kt_fake_clock_advance(kt_fake_patience_ms(cluster, code));
    else if (code == KT_KAFKA_LOCAL_TIMED_OUT)
        kt_fake_clock_advance(ms);
    KT_TRY(stopped(cluster));
    if (!cluster->answered)
        return kt_fake_unreached(cluster, code, errs);
    return kt_fail(errs, KT_E_CLUSTER, "cannot %s: no answer from %s within %s%s%s", what(cluster),
                   cluster->brokers, kt_duration_text(ms, within), cause ? ": " : "",
                   cause ? cause : "");
}

static enum kt_code enter(struct kt_cluster *cluster, const char *name, const char *line,
                          int timeout_ms)
{
    kt_fake_log(cluster, line);
    guard_against_loops();
    kt_fake_timeline(cluster);
    cluster->call = (struct kt_fake_call){.name = name, .timeout_ms = timeout_ms};
    count(cluster, name);
    find_signal(cluster);
    if (cluster->call.before) {
        int number = cluster->call.signal;

        cluster->call.signal = 0;
        (void)raise(number);
    }
    return stopped(cluster);
}

/* The library tries to connect again and again: the first call is answered as soon as the timeline
 * lets it, if that is in time. */
static bool comes_in_time(struct kt_cluster *cluster)
{
    const int64_t deadline_ms =
        kt_monotonic_ms() + kt_fake_patience_ms(cluster, KT_KAFKA_LOCAL_TRANSPORT);
    int64_t next_ms;

    while (kt_fake_unreachable(cluster) && kt_fake_next(cluster, &next_ms) &&
           next_ms <= deadline_ms) {
        kt_fake_clock_advance(next_ms - kt_monotonic_ms());
        kt_fake_timeline(cluster);
    }
    return !kt_fake_unreachable(cluster);
}

enum kt_code kt_fake_begin(struct kt_cluster *cluster, const char *name, const char *line,
                           int timeout_ms, struct kt_errs *errs)
{
    struct fault fault;

    KT_TRY(enter(cluster, name, line, timeout_ms));
    if (kt_fake_unreachable(cluster) && (cluster->answered || !comes_in_time(cluster)))
        return fail(cluster, KT_KAFKA_LOCAL_TRANSPORT, errs);
    if (find_fault(cluster, NULL, &fault)) {
        cluster->call.answer = fault.code;
        cluster->call.after = fault.after;
    }
    if (cluster->call.answer < 0 && !cluster->call.after)
        return fail(cluster, cluster->call.answer, errs);
    return KT_OK;
}

enum kt_code kt_fake_end(struct kt_cluster *cluster, struct kt_errs *errs)
{
    if (cluster->call.signal != 0)
        (void)raise(cluster->call.signal);
    KT_TRY(stopped(cluster));
    if (cluster->call.answer < 0)
        return fail(cluster, cluster->call.answer, errs);
    if (cluster->call.answer == KT_KAFKA_REQUEST_TIMED_OUT)
        kt_fake_clock_advance(cluster->call.timeout_ms); /* a controller says so when it is over */
    cluster->answered = true;
    return KT_OK;
}

enum kt_code kt_fake_begin_many(struct kt_cluster *cluster, const char *name, const char *line,
                                int timeout_ms)
{
    struct fault fault;

    KT_TRY(enter(cluster, name, line, timeout_ms));
    if (kt_fake_unreachable(cluster))
        cluster->call.answer = KT_KAFKA_LOCAL_TIMED_OUT;
    else if (find_fault(cluster, NULL, &fault))
        cluster->call.answer = fault.code;
    return KT_OK;
}

int kt_fake_fault_of(const struct kt_cluster *cluster, const char *one)
{
    int whole = cluster->call.answer;

    return whole != 0 ? whole : kt_fake_topic_fault(cluster, one, NULL);
}

enum kt_code kt_fake_end_many(struct kt_cluster *cluster, int64_t took_ms)
{
    kt_wait_ms(took_ms);
    if (cluster->call.signal != 0)
        (void)raise(cluster->call.signal);
    return stopped(cluster);
}
