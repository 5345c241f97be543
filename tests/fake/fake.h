/* fake.h - a Kafka cluster in a JSON document: how tests set it up, and what its own files share.
 *
 * The environment says which document: KTOOL_FAKE_STATE=FILE (absent: three brokers, no topics),
 * KTOOL_FAKE_CALLS=FILE gets one line a call, KTOOL_FAKE_SAVE=FILE gets the state after each change
 * and at close (it may be the file of KTOOL_FAKE_STATE, which may then be missing at first).
 * Members of the state, all optional:
 * - cluster_id, controller, version ("4.3.1" or "3.9.1"), now (start of the clock, ms since 1970)
 * - brokers: [{id, host, port, fenced, rack, config{}, ping_ms, answers, refuses}]; a fenced one is
 *   registered, but down. To a probe, `answers` false: not a word; `refuses` true: breaks off at
 *   once; ping_ms (1): how long its answer takes; config: settings of its own, besides
 *   broker_config and those by which its version is told
 * - broker_config: {key: value} or {key: {value, source}}, what topics inherit (by default from
 *   STATIC_BROKER_CONFIG); num.partitions and default.replication.factor too
 * - topics: {name: {partitions, replication, config{}, records, log_start, timestamps[],
 *   replicas[][], isr[][], leader, error}}; records, log_start and leader are one number, or one a
 *   partition; timestamps are ms, or "-8d" before the start of the clock, and the records of a
 *   partition are spread evenly over them (none: as old as the clock)
 * - groups: [name], or {name: {state, members, offsets{}}}; state is "Empty", "Stable",
 *   "PreparingRebalance", ... as Kafka says it, by default told by the number of members; offsets:
 *   {topic: [one a partition, null: none committed]}
 * - deny: {create, describe, describe_configs, alter, alter_configs, delete: [topic, or "*"],
 *   list_groups, describe_groups: [group, or "*"]}; of describe_configs, "kafka-cluster" are the
 *   brokers; a group of list_groups is not listed, of describe_groups keeps its offsets to itself
 * - faults: "2nd create_topics: NOT_CONTROLLER", "every metadata: _TRANSPORT", "1st alter_configs
 *   topic a: POLICY_VIOLATION", "1st delete_topics: _TIMED_OUT after". "after": the broker does it,
 *   and the answer is bad or lost. For "topic", brokers of a probe and groups of group_offsets too.
 * Calls that only validate are counted apart: validate_create_topics, validate_create_partitions,
 * validate_alter_configs
 * - unreachable: true lets every call fail, or why: "refused" (as true), "unresolved", "silent",
 *   "closed", "http", "plain", "tls", "unknown ca", "expired", "certificate wanted", "credentials",
 *   "mechanism", "no sasl", "wants sasl". The first call waits for as long as src/kafka would; the
 *   timeline may take it back in that time
 * - signal_at: {call, n, signal} in the middle of that call, done but not answered (with
 *   before: true not done either), once; or {ms, signal} while somebody waits
 * - leader_delay_ms, metadata_delay_ms: so much later new partitions are led, changes are seen
 * - timeline: [{at_ms, patch}], RFC 7386 patches of the state, ms after the start of the clock
 * - replace_configs: true lets alter_configs replace everything, as librdkafka before 2.2 does
 */
#ifndef KTOOL_FAKE_H
#define KTOOL_FAKE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "ktool/cluster.h"

/* For unit tests of jobs, which have no files: clusters opened from now on hold `json`, and what
 * one leaves behind at its close the next one finds. NULL: the environment counts again. Forgets
 * the calls and resets the clock. */
void kt_fake_use(const char *json);
/* The lines of all calls since kt_fake_use(); the caller frees them. */
char *kt_fake_calls(void);
/* The state as the last closed cluster left it; the caller frees it. */
char *kt_fake_left(void);

/* fake_clock.c */
void kt_fake_clock_reset(int64_t now_ms);
void kt_fake_clock_advance(int64_t ms);               /* as a wait, but nothing interrupts it */
int64_t kt_fake_clock_start(void);                    /* what kt_now_ms() was at the reset */
void kt_fake_clock_signal(int64_t at_ms, int signal); /* raised when a wait passes that time */

/* The rest is shared by the fake's own files. */
struct kt_fake_call {
    int answer;  /* > 0: code that every topic of this call gets; < 0: the call fails with it */
    bool after;  /* but the broker carries it out */
    int signal;  /* to raise in the middle, 0: none */
    bool before; /* and the request is never carried out */
    int timeout_ms;
    const char *name;
    long long n; /* how many calls of that name there were, this one included */
};
struct kt_cluster {
    json_t *state;
    json_t *seen; /* topics as brokers still show them until seen_until; NULL: as they are */
    int64_t seen_until;
    json_t *counts;   /* calls by name */
    FILE *calls;      /* of KTOOL_FAKE_CALLS, or NULL */
    const char *save; /* path of KTOOL_FAKE_SAVE, or NULL; borrowed */
    struct kt_cluster_options options;
    char *brokers; /* bootstrap.servers, for messages */
    bool answered; /* some call has been */
    struct kt_fake_call call;
};

/* fake_call.c: what every call begins and ends with. `line` is the call as it is logged. */
KT_MUST_CHECK enum kt_code kt_fake_begin(struct kt_cluster *cluster, const char *name,
                                         const char *line, int timeout_ms, struct kt_errs *errs);
KT_MUST_CHECK enum kt_code kt_fake_end(struct kt_cluster *cluster, struct kt_errs *errs);
/* The same for calls that ask several at once: a fault of the call, and a cluster that cannot be
 * reached, are what each of them gets. It took so long until the last one was there. */
KT_MUST_CHECK enum kt_code kt_fake_begin_many(struct kt_cluster *cluster, const char *name,
                                              const char *line, int timeout_ms);
KT_MUST_CHECK enum kt_code kt_fake_end_many(struct kt_cluster *cluster, int64_t took_ms);
int kt_fake_fault_of(const struct kt_cluster *cluster, const char *one); /* 0: none */

/* fake_reach.c. `code`: of the call, when the state does not say why. How long the first call waits
 * for a cluster that cannot be reached, and its error; later ones have only the cause. */
bool kt_fake_unreachable(const struct kt_cluster *cluster);
int kt_fake_patience_ms(const struct kt_cluster *cluster, int code);
enum kt_code kt_fake_unreached(const struct kt_cluster *cluster, int code, struct kt_errs *errs);
char *kt_fake_cause_text(const struct kt_cluster *cluster, int code); /* may be NULL; to be freed */

/* Says that the whole call got an error code of the broker. */
enum kt_code kt_fake_refuse(const struct kt_cluster *cluster, struct kt_errs *errs);
void kt_fake_log(struct kt_cluster *cluster, const char *line); /* fake_cluster.c */
/* The code that a fault of this call gives the topic, 0: none. *after (may be NULL): the broker
 * carries it out nevertheless. */
int kt_fake_topic_fault(const struct kt_cluster *cluster, const char *topic, bool *after);
/* NULL when the line is a fault, else what is wrong with it (static). */
const char *kt_fake_fault_check(const char *line);

/* fake_state.c */
json_t *kt_fake_topics(const struct kt_cluster *cluster); /* as they are */
json_t *kt_fake_seen(const struct kt_cluster *cluster);   /* as brokers show them now */
void kt_fake_change(struct kt_cluster *cluster);          /* to be called before a change */
void kt_fake_save(const struct kt_cluster *cluster);      /* and after it */
void kt_fake_timeline(struct kt_cluster *cluster);        /* carries out what is due */
/* When the next entry of the timeline is due; false: there is none. */
bool kt_fake_next(const struct kt_cluster *cluster, int64_t *at_ms);
/* Settings written as numbers or booleans become texts. */
void kt_fake_normalise(json_t *state);
bool kt_fake_denied(const struct kt_cluster *cluster, const char *operation, const char *topic);
bool kt_fake_is_version_3(const struct kt_cluster *cluster);
json_int_t kt_fake_int(const json_t *object, const char *key, json_int_t otherwise);
const char *kt_fake_text(const json_t *object, const char *key);

/* fake_replicas.c: where partitions live. */
size_t kt_fake_brokers(const struct kt_cluster *cluster, bool alive_only);
bool kt_fake_broker_alive(const struct kt_cluster *cluster, json_int_t id);
json_t *kt_fake_replicas(const struct kt_cluster *cluster, const json_t *topic, size_t partition);
json_t *kt_fake_place(const struct kt_cluster *cluster, size_t partition, size_t replication);
/* By leader_delay_ms, partitions `from` and up are without a leader for a while. */
void kt_fake_lead_later(const struct kt_cluster *cluster, json_t *topic, json_int_t from);
void kt_fake_partition(const struct kt_cluster *cluster, const json_t *topic,
                       struct kt_partition *partition);

/* fake_config_keys.c: the broker's rules for topic settings. NULL when the set is fine, else the
 * broker's words; the caller frees them. */
char *kt_fake_config_fault(const struct kt_cluster *cluster, const json_t *config);
size_t kt_fake_keys(void);
/* The name of a row, NULL when the cluster's version does not know it. */
const char *kt_fake_key(const struct kt_cluster *cluster, size_t i);
/* What a topic without an override gets, NULL for a key that is in no row; borrowed. */
const char *kt_fake_inherited(const struct kt_cluster *cluster, const char *key,
                              enum kt_config_source *source);

/* fake_topics.c: NULL for a legal name, else the broker's words; the caller frees them. */
char *kt_fake_name_fault(const char *name);

/* fake_results.c; these codes no rule of ktool's speaks of. */
enum {
    KT_FAKE_SERVER_ERROR = -1,
    KT_FAKE_INVALID_TOPIC = 17,
    KT_FAKE_INVALID_REPLICATION = 38,
    KT_FAKE_INVALID_CONFIG = 40,
    KT_FAKE_INVALID_REQUEST = 42
};
int kt_fake_code(const char *name); /* 0: no such name */
struct kt_result *kt_fake_results(size_t n);
void kt_fake_answer(struct kt_result *result, int code, char *text); /* takes over the text */
/* Hands the answers to the caller, or frees them when `to` is NULL. */
void kt_fake_hand_over(struct kt_result *to, struct kt_result *from, size_t n);

#endif
