/* floor_version.c - a program that is linked with librdkafka and asks for its version. */
#include <stdio.h>

#include <librdkafka/rdkafka.h>

int main(void)
{
    return puts(rd_kafka_version_str()) < 0;
}
