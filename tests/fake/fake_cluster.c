/* fake_cluster.c - opening and closing, and where the document comes from. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake.h"
#include "ktool/clock.h"

static const char empty_cluster[] =
    "{\"brokers\": [{\"id\": 1, \"host\": \"broker1\", \"port\": 9092},"
    " {\"id\": 2, \"host\": \"broker2\", \"port\": 9092},"
    " {\"id\": 3, \"host\": \"broker3\", \"port\": 9092}]}";

/* What outlives a cluster: unit tests set it up before one is opened and look at it afterwards. */
static struct {
    json_t *used; /* NULL: the environment counts */
    char *left;
    struct kt_names calls;
    bool replaces;
} shared;

void kt_fake_use(const char *json)
{
    json_error_t error;

    json_decref(shared.used);
    shared.used = json ? json_loads(json, 0, &error) : NULL;
    if (json != NULL && shared.used == NULL) {
        (void)fprintf(stderr, "fake: %d:%d: %s\n", error.line, error.column, error.text);
        abort();
    }
    kt_str_clear(&shared.left);
    kt_names_clear(&shared.calls);
    kt_fake_clock_reset(0);
}

char *kt_fake_calls(void)
{
    char *text = NULL;
    size_t len;
    FILE *to = open_memstream(&text, &len);

    for (size_t i = 0; to != NULL && i < shared.calls.n; i++)
        (void)fprintf(to, "%s\n", shared.calls.v[i]);
    if (to == NULL || fclose(to) != 0)
        abort();
    return text;
}

char *kt_fake_left(void)
{
    return kt_strdup(shared.left);
}

void kt_fake_log(struct kt_cluster *cluster, const char *line)
{
    if (cluster->calls != NULL) {
        (void)fprintf(cluster->calls, "%s\n", line);
        (void)fflush(cluster->calls);
    }
    if (shared.used != NULL)
        kt_names_add(&shared.calls, line);
    kt_log(cluster->options.log, "fake: %s", line);
}

/* A file that this run is to write may be missing: the first of several runs begins with nothing.
 */
static const char *state_path(void)
{
    const char *path = getenv("KTOOL_FAKE_STATE"), *save = getenv("KTOOL_FAKE_SAVE");
    bool to_be_made = path != NULL && save != NULL && strcmp(path, save) == 0;

    return to_be_made && access(path, F_OK) != 0 ? NULL : path;
}

static enum kt_code read_state(json_t **state, struct kt_errs *errs)
{
    const char *path = state_path();
    json_error_t error = {0};

    if (shared.used != NULL)
        *state = json_deep_copy(shared.used);
    else if (path != NULL)
        *state = json_load_file(path, 0, &error);
    else
        *state = json_loads(empty_cluster, 0, &error);
    if (!json_is_object(*state)) {
        json_decref(*state);
        return kt_fail(errs, KT_E_USAGE, "fake: %s:%d:%d: %s", path ? path : "state", error.line,
                       error.column, error.text);
    }
    return KT_OK;
}

static enum kt_code check_state(const json_t *state, struct kt_errs *errs)
{
    const json_t *faults = json_object_get(state, "faults");

    for (size_t i = 0; i < json_array_size(faults); i++) {
        const char *line = json_string_value(json_array_get(faults, i));
        const char *why = kt_fake_fault_check(line ? line : "");

        if (why != NULL)
            return kt_fail(errs, KT_E_USAGE, "fake: fault '%s' %s", line ? line : "", why);
    }
    return KT_OK;
}

static void set_default(json_t *state, const char *key, json_t *value)
{
    if (json_object_get(state, key) == NULL)
        (void)json_object_set(state, key, value);
    json_decref(value);
}

static void complete(json_t *state)
{
    json_t *usual = json_loads(empty_cluster, 0, NULL);

    set_default(state, "cluster_id", json_string("fake-cluster"));
    set_default(state, "controller", json_integer(1));
    set_default(state, "topics", json_object());
    set_default(state, "brokers", json_incref(json_object_get(usual, "brokers")));
    json_decref(usual);
    kt_fake_normalise(state);
}

static void start_clock(const json_t *state)
{
    const json_t *at = json_object_get(state, "signal_at");

    kt_fake_clock_reset(kt_fake_int(state, "now", 0));
    if (json_object_get(at, "ms") != NULL)
        kt_fake_clock_signal(kt_fake_int(at, "ms", 0), (int)kt_fake_int(at, "signal", 2));
}

enum kt_code kt_cluster_open(struct kt_cluster **out, const struct kt_cluster_options *options,
                             struct kt_errs *errs)
{
    const char *calls = getenv("KTOOL_FAKE_CALLS"), *brokers;
    struct kt_cluster *cluster;
    json_t *state = NULL;

    KT_TRY(read_state(&state, errs));
    if (check_state(state, errs) != KT_OK) {
        json_decref(state);
        return KT_E_USAGE;
    }
    complete(state);
    start_clock(state);
    shared.replaces = json_is_true(json_object_get(state, "replace_configs"));
    cluster = kt_calloc(1, sizeof(*cluster));
    cluster->state = state;
    cluster->counts = json_object();
    cluster->options = *options;
    brokers = options->properties ? kt_pairs_get(options->properties, "bootstrap.servers") : NULL;
    cluster->brokers = kt_strdup(brokers ? brokers : "the cluster");
    if (shared.used == NULL) {
        cluster->save = getenv("KTOOL_FAKE_SAVE");
        cluster->calls = calls ? fopen(calls, "a") : NULL;
    }
    *out = cluster;
    return KT_OK;
}

void kt_cluster_close(struct kt_cluster **cluster)
{
    struct kt_cluster *closing = *cluster;

    if (closing == NULL)
        return;
    kt_fake_timeline(closing);
    kt_fake_save(closing);
    if (shared.used != NULL) {
        (void)json_decref(shared.used);
        shared.used = json_deep_copy(closing->state);
        free(shared.left);
        shared.left = json_dumps(closing->state, JSON_INDENT(2) | JSON_SORT_KEYS);
    }
    json_decref(closing->state);
    json_decref(closing->seen);
    json_decref(closing->counts);
    if (closing->calls != NULL)
        (void)fclose(closing->calls);
    free(closing->brokers);
    free(closing);
    *cluster = NULL;
}

bool kt_cluster_replaces_configs(void)
{
    return shared.replaces;
}

const char *kt_cluster_library_version(void)
{
    return "fake";
}

void kt_cluster_library_features(char **features)
{
    *features = kt_strdup("fake");
}
