/* chunk.c - how much fits into one request to the controller. */
#include "ktool/chunk.h"

/* A broker's default is unknown here; ten is generous for what clusters use. */
enum { GUESSED_PARTITIONS = 10 };

size_t kt_chunk_weight(const struct kt_topic *topic)
{
    int partitions = topic->partitions > 0 ? topic->partitions : GUESSED_PARTITIONS;

    return 1 + (size_t)partitions + topic->nconfig;
}

size_t kt_chunk_length(const size_t *weights, size_t from, size_t n)
{
    size_t total = 0, i = from;

    while (i < n && (i == from || total + weights[i] <= KT_CHUNK_RECORDS))
        total += weights[i++];
    return i - from;
}
