/* floor_create.c - the requests of `ktool topics init` on topics that are not there: metadata, a
 * CreateTopics that only validates and one that counts, metadata until every partition has a
 * leader, one DescribeConfigs to read back. floor_create BROKERS PREFIX N */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "floor.h"

enum { POLL_MS = 5 };

/* How many of the topics have a leader for every partition. */
static size_t count_ready(const struct rd_kafka_metadata *metadata, const char *prefix)
{
    size_t ready = 0;

    for (int i = 0; i < metadata->topic_cnt; i++) {
        const struct rd_kafka_metadata_topic *topic = &metadata->topics[i];
        int led = 0;

        if (strncmp(topic->topic, prefix, strlen(prefix)) != 0)
            continue;
        for (int p = 0; p < topic->partition_cnt; p++)
            led += topic->partitions[p].leader >= 0;
        ready += topic->partition_cnt > 0 && led == topic->partition_cnt;
    }
    return ready;
}

int main(int argc, char **argv)
{
    const struct timespec pause = {.tv_nsec = POLL_MS * 1000000L};
    size_t n = argc == 4 ? floor_count(argv[3]) : 0;
    const char **names = calloc(n + 1, sizeof(char *));
    rd_kafka_t *rk;

    if (argc != 4 || names == NULL)
        floor_fail("usage", "floor_create BROKERS PREFIX N");
    for (size_t i = 0; i < n; i++)
        names[i] = floor_name(argv[2], i);
    rk = floor_open(argv[1]);
    (void)floor_metadata(rk);
    floor_create(rk, names, n, true);
    floor_create(rk, names, n, false);
    while (count_ready(floor_metadata(rk), argv[2]) < n)
        nanosleep(&pause, NULL);
    floor_describe(rk, names, n);
    floor_end(rk);
}
