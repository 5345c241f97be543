/* floor_plan.c - the requests of `ktool topics plan` when all topics are there: metadata, and one
 * DescribeConfigs. floor_plan BROKERS PREFIX N */
#include <stdlib.h>

#include "floor.h"

int main(int argc, char **argv)
{
    size_t n = argc == 4 ? floor_count(argv[3]) : 0;
    const char **names = calloc(n + 1, sizeof(char *));
    rd_kafka_t *rk;

    if (argc != 4 || names == NULL)
        floor_fail("usage", "floor_plan BROKERS PREFIX N");
    for (size_t i = 0; i < n; i++)
        names[i] = floor_name(argv[2], i);
    rk = floor_open(argv[1]);
    (void)floor_metadata(rk);
    floor_describe(rk, names, n);
    floor_end(rk);
}
