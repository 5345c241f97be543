/* floor_list.c - the requests of `ktool topics list`: metadata, and one DescribeConfigs for all
 * that is there. floor_list BROKERS */
#include <stdlib.h>
#include <string.h>

#include "floor.h"

int main(int argc, char **argv)
{
    const struct rd_kafka_metadata *metadata;
    const char **names;
    size_t n = 0;
    rd_kafka_t *rk;

    if (argc != 2)
        floor_fail("usage", "floor_list BROKERS");
    rk = floor_open(argv[1]);
    metadata = floor_metadata(rk);
    names = calloc((size_t)metadata->topic_cnt + 1, sizeof(char *));
    for (int i = 0; names && i < metadata->topic_cnt; i++)
        if (strncmp(metadata->topics[i].topic, "__", 2) != 0)
            names[n++] = metadata->topics[i].topic;
    floor_describe(rk, names, n);
    floor_end(rk);
}
