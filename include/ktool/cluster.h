/* cluster.h - what ktool can ask of a Kafka cluster, one function a request. Implemented twice:
 * src/kafka/ over librdkafka, tests/fake/ over a state file; the linker chooses.
 * No policy here: no retries, no chunks, no waiting for leaders. Every call waits for its answer at
 * most `timeout_ms` and returns KT_E_INTERRUPTED soon after the stop flag is set. When the call as
 * a whole fails, one error is appended and nothing is written to the outputs. */
#ifndef KTOOL_CLUSTER_H
#define KTOOL_CLUSTER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ktool/errs.h"
#include "ktool/log.h"
#include "ktool/mem.h"
#include "ktool/reach.h"
#include "ktool/token.h"
#include "ktool/topic.h"

struct kt_cluster;

enum kt_handle { KT_HANDLE_NONE, KT_HANDLE_ADMIN, KT_HANDLE_CONSUMER, KT_HANDLE_PRODUCER };

/* The error codes of Kafka's protocol that ktool's rules speak of (org.apache.kafka.common.protocol
 * .Errors), and librdkafka's own negative ones under the same names and numbers. */
enum kt_kafka_code {
    KT_KAFKA_OK = 0,
    KT_KAFKA_UNKNOWN_TOPIC_OR_PART = 3,
    KT_KAFKA_LEADER_NOT_AVAILABLE = 5,
    KT_KAFKA_NOT_LEADER = 6,
    KT_KAFKA_REQUEST_TIMED_OUT = 7,
    KT_KAFKA_TOPIC_AUTHORIZATION_FAILED = 29,
    KT_KAFKA_GROUP_AUTHORIZATION_FAILED = 30,
    KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED = 31,
    KT_KAFKA_TOPIC_ALREADY_EXISTS = 36,
    KT_KAFKA_INVALID_PARTITIONS = 37,
    KT_KAFKA_NOT_CONTROLLER = 41,
    KT_KAFKA_POLICY_VIOLATION = 44,
    KT_KAFKA_THROTTLING_QUOTA_EXCEEDED = 89,
    KT_KAFKA_LOCAL_TRANSPORT = -195,
    KT_KAFKA_LOCAL_TIMED_OUT = -185
};
/* "TOPIC_ALREADY_EXISTS"; static text, "UNKNOWN" for a code without a name. */
const char *kt_kafka_code_text(int code);
/* The same request may succeed a moment later (controller moved, throttled, connection lost). */
bool kt_kafka_code_retriable(int code);

/* Makes a token whenever one is wanted: before the first connection, and before the last one
 * expires. Called inside the calls below, on their thread, and done within `timeout_ms` (that of
 * the options). While there is no good token its failure is that of the call; one error at least,
 * unless it is KT_E_INTERRUPTED. */
typedef enum kt_code kt_token_source(void *arg, int timeout_ms, struct kt_token *out,
                                     struct kt_errs *errs);

struct kt_cluster_options {
    enum kt_handle handle;
    const struct kt_pairs *properties; /* librdkafka's names; "bootstrap.servers" among them */
    const char *group;                 /* KT_HANDLE_CONSUMER: its group.id; NULL: "ktool-admin" */
    int timeout_ms; /* of --timeout; 0: 10 s. Bounds one attempt to connect, so that the next host
                       of the list gets its turn */
    bool hasty;     /* nobody asked to wait: what every address of the list
                       refuses at once (kt_cause_is_quick()) is given up after
                       two seconds */
    const struct kt_link *link; /* what is tried, for messages; may be NULL; outlives the
                                   cluster */
    kt_token_source *token;     /* of mechanism OAUTHBEARER; NULL: the library's own ways */
    void *token_arg;
    const struct kt_log *log;          /* of -v; may be NULL; outlives the cluster */
    const volatile sig_atomic_t *stop; /* set by signals; may be NULL; outlives the cluster */
};
/* Makes the handle; contacts nobody. A property that librdkafka refuses is KT_E_USAGE. */
KT_MUST_CHECK enum kt_code kt_cluster_open(struct kt_cluster **out,
                                           const struct kt_cluster_options *options,
                                           struct kt_errs *errs);
void kt_cluster_close(struct kt_cluster **cluster); /* NULL inside is fine; sets it to NULL */

struct kt_broker {
    int id;
    char *host;
    int port;
};
/* "host:port", "[::1]:9092"; the caller frees it. */
char *kt_broker_address(const struct kt_broker *broker);
struct kt_metadata {
    char *cluster_id; /* NULL when the cluster has none */
    int controller;   /* broker id; -1: none known. Under KRaft some live broker */
    struct kt_broker *broker;
    size_t nbroker;
    struct kt_topics topics; /* all that may be described, internal ones too, without configs */
};
/* The brokers that hold replicas and that the cluster does not count among its own any more, in no
 * order; the caller frees them. */
int *kt_metadata_gone(const struct kt_metadata *metadata, size_t *n);
/* One request for everything. */
KT_MUST_CHECK enum kt_code kt_cluster_metadata(struct kt_cluster *cluster, struct kt_metadata *out,
                                               int timeout_ms, struct kt_errs *errs);
void kt_metadata_clear(struct kt_metadata *metadata); /* twice is fine */

/* One answer per thing asked, in the order asked. */
struct kt_result {
    int code;   /* enum kt_kafka_code or any other of Kafka's */
    char *text; /* the broker's own words; NULL when it gave none */
};
/* The broker's words, else the name of the code; borrowed from the result. */
const char *kt_result_text(const struct kt_result *result);
void kt_results_free(struct kt_result *results, size_t n); /* NULL is fine */

/* Fills in `config` of the topics (one request): all overrides, with the
 * value they hide, and of inherited values those whose key is in `keys` (sorted), or all when it is
 * NULL. results: n entries, written by the call, texts owned by the caller. */
KT_MUST_CHECK enum kt_code kt_cluster_describe_configs(struct kt_cluster *cluster,
                                                       struct kt_topic *const *topics, size_t n,
                                                       const struct kt_names *keys,
                                                       struct kt_result *results, int timeout_ms,
                                                       struct kt_errs *errs);

enum { KT_OFFSET_LATEST = -1, KT_OFFSET_EARLIEST = -2 };
struct kt_offset {
    const char *topic; /* borrowed */
    int partition;
    int64_t timestamp; /* ms since 1970, KT_OFFSET_LATEST or KT_OFFSET_EARLIEST */
    int64_t offset;    /* answer; -1 after a timestamp: no record as young as that */
    int code;          /* answer; enum kt_kafka_code */
};
/* ListOffsets for all of them (read_uncommitted): one request a leader. Costs grow with the square
 * of n in librdkafka: callers ask in chunks of 500. */
KT_MUST_CHECK enum kt_code kt_cluster_offsets(struct kt_cluster *cluster, struct kt_offset *offsets,
                                              size_t n, int timeout_ms, struct kt_errs *errs);

/* The mutating calls. `topics` are in no two entries of the same name. validate_only: the broker
 * checks and changes nothing. results: n entries, as above. */
KT_MUST_CHECK enum kt_code kt_cluster_create_topics(struct kt_cluster *cluster,
                                                    const struct kt_topic *const *topics, size_t n,
                                                    bool validate_only, struct kt_result *results,
                                                    int timeout_ms, struct kt_errs *errs);

struct kt_grow {
    const char *topic;
    int partitions; /* the new total */
};
KT_MUST_CHECK enum kt_code kt_cluster_create_partitions(struct kt_cluster *cluster,
                                                        const struct kt_grow *grow, size_t n,
                                                        bool validate_only,
                                                        struct kt_result *results, int timeout_ms,
                                                        struct kt_errs *errs);

/* One topic's settings: the change, and what the topic must hold afterwards. A library with
 * IncrementalAlterConfigs (librdkafka 2.2) sends the change, an older one replaces everything by
 * `full` (kt_cluster_replaces_configs() says which). */
struct kt_alter {
    const char *topic;
    struct kt_pairs set;
    struct kt_names unset;
    struct kt_pairs full;
};
bool kt_cluster_replaces_configs(void);
KT_MUST_CHECK enum kt_code kt_cluster_alter_configs(struct kt_cluster *cluster,
                                                    const struct kt_alter *alter, size_t n,
                                                    bool validate_only, struct kt_result *results,
                                                    int timeout_ms, struct kt_errs *errs);

KT_MUST_CHECK enum kt_code kt_cluster_delete_topics(struct kt_cluster *cluster,
                                                    const char *const *names, size_t n,
                                                    struct kt_result *results, int timeout_ms,
                                                    struct kt_errs *errs);

/* One request aimed at each broker, all on their way at once: does it answer, and how fast? Brokers
 * must be known from kt_cluster_metadata() of the same handle. The call as a whole fails only when
 * it is interrupted or nobody can be asked at all. */
struct kt_probe {
    int broker;              /* asked */
    struct kt_result result; /* without an answer KT_KAFKA_LOCAL_TIMED_OUT (hangs, is down, is not
                                known: after all of the timeout), KT_KAFKA_LOCAL_TRANSPORT (broke
                                off); else the broker's own code: a refusal is an answer */
    int64_t ping_us;         /* to the answer, for the first on a handle with the making of the
                                connection: asked again it is the round trip alone; -1: none came */
    struct kt_pairs config;  /* of the settings asked for, those that the broker has and shows */
};
/* DescribeConfigs(BROKER) of `keys` (sorted; NULL or none: just to see), which no other setting is
 * sent for. Answers are written to `probes`, whose results and configs the caller clears. Those
 * that come after `timeout_ms` are dropped. */
KT_MUST_CHECK enum kt_code kt_cluster_probe(struct kt_cluster *cluster, struct kt_probe *probes,
                                            size_t n, const struct kt_names *keys, int timeout_ms,
                                            struct kt_errs *errs);
/* Frees results and configs and keeps `broker`, so that the same may be asked again. Twice is fine.
 */
void kt_probes_clear(struct kt_probe *probes, size_t n);
/* For when no probe was answered: appends why the addresses that the cluster advertises cannot be
 * reached (kt_reach_fail()), KT_E_CLUSTER. KT_OK: nothing was seen but silence. */
KT_MUST_CHECK enum kt_code kt_cluster_unreached(struct kt_cluster *cluster, struct kt_errs *errs);

enum kt_group_state {
    KT_GROUP_UNKNOWN, /* brokers before 2.6 do not tell (KIP-518); librdkafka does not know
                         "Assigning" and "Reconciling" of KIP-848 either: there are members then */
    KT_GROUP_EMPTY,   /* no members; offsets may be there */
    KT_GROUP_STABLE,
    KT_GROUP_REBALANCING,
    KT_GROUP_DEAD
};
struct kt_group {
    char *name;
    enum kt_group_state state;
};
struct kt_groups {
    struct kt_group *v; /* by name */
    size_t n, cap;
};
/* All consumer groups that may be seen (groups of other protocols, such as Connect's, are none);
 * every broker is asked, and one that does not answer fails the call. Not for KT_HANDLE_CONSUMER:
 * its group.id has the library look for a coordinator, and for that Kafka makes
 * __consumer_offsets where there is none. */
KT_MUST_CHECK enum kt_code kt_cluster_list_groups(struct kt_cluster *cluster,
                                                  struct kt_groups *groups, int timeout_ms,
                                                  struct kt_errs *errs);
void kt_groups_clear(struct kt_groups *groups); /* twice is fine */

/* The committed offsets of one group. */
struct kt_committed {
    char *topic;
    int partition;
    int64_t offset; /* of the next record to read; -1: none committed */
};
struct kt_group_offsets {
    const char *group;       /* asked; borrowed */
    struct kt_result result; /* GROUP_AUTHORIZATION_FAILED, ...; KT_KAFKA_LOCAL_TIMED_OUT: no answer
                                in time; the error of a partition, which is not in `v` then */
    struct kt_committed *v;  /* by topic and partition; none for a group that does not exist */
    size_t n;
};
/* OffsetFetch for every group, many on their way at once; handles as for kt_cluster_list_groups().
 * The call as a whole fails only when it is interrupted or nobody can be asked at all.
 * COORDINATOR_NOT_AVAILABLE and the like are told as they are. The answers are the caller's to
 * clear. */
KT_MUST_CHECK enum kt_code kt_cluster_group_offsets(struct kt_cluster *cluster,
                                                    struct kt_group_offsets *groups, size_t n,
                                                    int timeout_ms, struct kt_errs *errs);
/* Frees the answers and keeps `group`. Twice is fine. */
void kt_group_offsets_clear(struct kt_group_offsets *groups, size_t n);

/* "2.0.2" (what runs) and its builtin.features; static text. The fake says "fake". */
const char *kt_cluster_library_version(void);
void kt_cluster_library_features(char **features); /* the caller frees it */

#endif
