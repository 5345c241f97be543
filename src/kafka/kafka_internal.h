/* kafka_internal.h - what the files of src/kafka/ share: the handle and the way to wait. */
#ifndef KTOOL_KAFKA_INTERNAL_H
#define KTOOL_KAFKA_INTERNAL_H

#include <stdint.h>

#include <librdkafka/rdkafka.h>

#include "kafka_evidence.h"
#include "ktool/cluster.h"

/* Used when options.timeout_ms is 0. */
enum { KT_KAFKA_TIMEOUT_MS = 10000 };

/* Where bearer tokens come from, and how the last try went. */
struct kt_kafka_token {
    kt_token_source *source; /* NULL: the library's own ways */
    void *arg;
    int timeout_ms;
    struct kt_pairs extensions; /* sasl.oauthbearer.extensions */
    int64_t expires_ms;         /* of the token in use; 0: none */
    enum kt_code code;          /* not KT_OK: no token is good, and no new one was to be had */
    char *failure, *hint;       /* why not; NULL: nothing to say */
};

/* What is known of the way to the brokers. */
struct kt_kafka_reach {
    struct kt_link link; /* for messages; without a protocol unless somebody told it */
    struct kt_kafka_way way;
    struct kt_evidence evidence;
    int timeout_ms;
    bool scram, hasty;
    int look_left_ms;       /* that looks of our own may still take */
    int64_t begun_ms;       /* the first call; 0: there was none */
    int64_t next_survey_ms; /* of the advertised addresses */
};

struct kt_cluster {
    rd_kafka_t *rk;
    rd_kafka_queue_t *queue; /* the main queue: logs, errors and admin answers, all in one place */
    const struct kt_log *log;
    const volatile sig_atomic_t *stop;
    char *brokers;   /* bootstrap.servers, for messages */
    bool answered;   /* some request has been answered */
    bool settled;    /* and one by a broker at its advertised address */
    int answered_by; /* the broker that gave the metadata last; -1: not known */
    uintptr_t ncalls;
    struct kt_kafka_token token;
    struct kt_kafka_reach reach;
};

/* kafka_clock.c: they only go forward. */
int64_t kt_kafka_now_us(void);
int64_t kt_kafka_now_ms(void);
/* "" for a property that the library does not know or that is not set; the caller frees it. */
char *kt_kafka_conf_text(const rd_kafka_conf_t *conf, const char *key);
/* Has the library say what is wrong with a broker's certificate: kt_saying_read() knows the line.
 * What is taken and what is refused stays as it is. */
void kt_kafka_tell_certificates(rd_kafka_conf_t *conf);
/* The library does not take the configuration. `why`: its words, which for TLS are OpenSSL's; where
 * they are about a file, that is looked at. Appends one error. */
enum kt_code kt_kafka_refused_setup(const rd_kafka_conf_t *conf, const char *why,
                                    struct kt_errs *errs);

void kt_kafka_reach_open(struct kt_cluster *cluster, const struct kt_cluster_options *options,
                         const rd_kafka_conf_t *conf);
void kt_kafka_reach_close(struct kt_cluster *cluster); /* twice is fine */
/* A line of the library's about a connection. */
void kt_kafka_reach_note(struct kt_cluster *cluster, const char *facility, const char *text);
/* The mechanism wants a token, and there is no source of tokens. */
void kt_kafka_reach_no_token(struct kt_cluster *cluster);
/* The metadata came: the bootstrap list was good, and these are advertised. */
void kt_kafka_reach_answered(struct kt_cluster *cluster, const struct rd_kafka_metadata *metadata);
/* A broker answered at its advertised address. */
void kt_kafka_reach_settled(struct kt_cluster *cluster);
/* Is there use in waiting on? Else one error is appended, or the stop flag was seen. `aimed`: the
 * call is lost when no broker can be reached where the cluster advertises it. May take half a
 * second in all for looks of our own where the library's lines may mean several things. */
KT_MUST_CHECK enum kt_code kt_kafka_hope(struct kt_cluster *cluster, bool aimed,
                                         struct kt_errs *errs);
/* Nobody answered in all that time, or (0) there is no use in waiting for it. */
enum kt_code kt_kafka_unreached(struct kt_cluster *cluster, int waited_ms, struct kt_errs *errs);
/* The cluster has answered, but nobody at an advertised address: one there has failed, and none can
 * be reached. */
bool kt_kafka_astray(struct kt_cluster *cluster);
/* Where and why a connection failed last, for messages; NULL: none did. The caller frees it. */
char *kt_kafka_last_cause(const struct kt_cluster *cluster);

KT_MUST_CHECK enum kt_code kt_kafka_token_open(struct kt_kafka_token *token,
                                               const struct kt_cluster_options *options,
                                               struct kt_errs *errs);
/* The library wants a token: asks the source and hands it over. */
void kt_kafka_token_refresh(struct kt_cluster *cluster);
/* Without a token the library is silent for ever: a call ends with the source's own error. KT_OK:
 * nothing is wrong. */
KT_MUST_CHECK enum kt_code kt_kafka_token_failed(const struct kt_cluster *cluster,
                                                 struct kt_errs *errs);
void kt_kafka_token_close(struct kt_kafka_token *token); /* twice is fine */

bool kt_kafka_stopped(const struct kt_cluster *cluster);
/* Takes what waits on the queue: logs go to -v, failures into the evidence. Waits for nothing. */
void kt_kafka_drain(struct kt_cluster *cluster);
/* One event that is not the answer waited for; takes it over. */
void kt_kafka_take(struct kt_cluster *cluster, rd_kafka_event_t *event);

/* One admin request on its way. */
struct kt_call {
    struct kt_cluster *cluster;
    const char *what; /* "create topics", for messages */
    int timeout_ms;
    int event; /* the kind of answer: RD_KAFKA_EVENT_..._RESULT */
    uintptr_t id;
    int64_t next_refresh_ms;
    rd_kafka_AdminOptions_t *options;
    rd_kafka_event_t *answer; /* of a successful kt_kafka_await() */
};
/* `op` is an rd_kafka_admin_op_t; every started call is ended. */
void kt_kafka_call_start(struct kt_call *call, struct kt_cluster *cluster, int op, int event,
                         const char *what, int timeout_ms);
/* Aims a request that any broker can answer at the one that answered last: the one that the cluster
 * calls its controller may be hanging. */
void kt_kafka_call_any_broker(struct kt_call *call);
void kt_kafka_call_validate_only(struct kt_call *call, bool validate_only);
/* For requests that the controller carries out: how long it may take. */
void kt_kafka_call_operation(struct kt_call *call);
/* Waits for the answer; notices the stop flag within 100 ms. An answer that is an error as a whole
 * is appended and its class returned. */
KT_MUST_CHECK enum kt_code kt_kafka_await(struct kt_call *call, struct kt_errs *errs);
void kt_kafka_call_end(struct kt_call *call);

/* One try of a call that blocks, for at most `wait_ms`. */
typedef rd_kafka_resp_err_t kt_kafka_try(struct kt_cluster *cluster, void *arg, int wait_ms);
/* Tries in slices, so that the stop flag is noticed, until there is an answer of the cluster, good
 * or bad, or the time is over. KT_OK: *code says which answer. */
KT_MUST_CHECK enum kt_code kt_kafka_ask(struct kt_cluster *cluster, const char *what,
                                        kt_kafka_try *try_once, void *arg, int timeout_ms,
                                        rd_kafka_resp_err_t *code, struct kt_errs *errs);

/* Appends why `what` failed as a whole and returns the class. `text` may be NULL. */
enum kt_code kt_kafka_failed(struct kt_cluster *cluster, const char *what, int timeout_ms, int code,
                             const char *text, struct kt_errs *errs);

/* Writes results[i]; a text that only repeats the code's name is left out. */
void kt_kafka_result(struct kt_result *result, int code, const char *text);
/* For a slot that the library left empty: the broker did not answer it. */
void kt_kafka_no_result(struct kt_result *result);

#endif
