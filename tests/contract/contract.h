/* contract.h - what the parts of the contract program share. */
#ifndef KTOOL_TESTS_CONTRACT_H
#define KTOOL_TESTS_CONTRACT_H

#include "ktool/cluster.h"

enum { TIMEOUT_MS = 20000, DEADLINE_MS = 20000, POLL_MS = 20 };

struct bench {
    struct kt_cluster *cluster;
    const struct kt_pairs *properties;
    const char *prefix;
    struct kt_errs errs;
    int brokers;
};

/* Ends the program when the call as a whole failed. */
void must(struct bench *b, enum kt_code code, const char *what);
char *name_of(const struct bench *b, const char *name); /* with prefix; the caller frees it */
void say(const char *did, const char *name, const struct kt_result *result);
/* By its name without prefix; NULL: not there. */
const struct kt_topic *find_in(const struct bench *b, const struct kt_metadata *metadata,
                               const char *name);
/* Each broker of several shows a change at its own time, and each request may go to another one:
 * what is printed must come from an answer that already shows what was done before. */
struct shown {
    const char *name;
    size_t partitions; /* with leaders; 0: not there */
};
/* Metadata, asked for until one answer shows all of these. */
void wait_for(struct bench *b, struct kt_metadata *metadata, const struct shown *shown, size_t n);
/* For loops: pauses; ends the program when it has taken too long since `since_ms`. */
void wait_on(int64_t since_ms, const char *what);

/* The chapters, in this order. */
void created(struct bench *b);
void metadata_shows(struct bench *b);
void described(struct bench *b);
void altered(struct bench *b);
void grown(struct bench *b);
void offsets_told(struct bench *b);
void probed(struct bench *b);
void groups_told(struct bench *b);
void deleted(struct bench *b);

#endif
