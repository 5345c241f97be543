/* wire_request.c - what a Kafka request is, from its first and its last bytes. */
#include <string.h>

#include "wire.h"

/* Without validate_only no version is a check. */
#define NEVER 32767

struct api {
    const char *name;
    bool writes;
    int check_from;    /* the first version that ends with validate_only */
    int flexible_from; /* the first version in which a tag buffer follows it */
};

#define READS(name)                                                                                \
    {                                                                                              \
        name, false, NEVER, NEVER                                                                  \
    }
#define WRITES(name)                                                                               \
    {                                                                                              \
        name, true, NEVER, NEVER                                                                   \
    }
#define CHECKS(name, check_from, flexible_from)                                                    \
    {                                                                                              \
        name, true, check_from, flexible_from                                                      \
    }

/* By ApiKey; the keys in between are for brokers among themselves. Joining a group changes it. */
static const struct api apis[] = {
    [0] = WRITES("Produce"),
    [1] = READS("Fetch"),
    [2] = READS("ListOffsets"),
    [3] = READS("Metadata"),
    [8] = WRITES("OffsetCommit"),
    [9] = READS("OffsetFetch"),
    [10] = READS("FindCoordinator"),
    [11] = WRITES("JoinGroup"),
    [12] = READS("Heartbeat"),
    [13] = WRITES("LeaveGroup"),
    [14] = WRITES("SyncGroup"),
    [15] = READS("DescribeGroups"),
    [16] = READS("ListGroups"),
    [17] = READS("SaslHandshake"),
    [18] = READS("ApiVersions"),
    [19] = CHECKS("CreateTopics", 1, 5),
    [20] = WRITES("DeleteTopics"),
    [21] = WRITES("DeleteRecords"),
    [22] = WRITES("InitProducerId"),
    [23] = READS("OffsetForLeaderEpoch"),
    [24] = WRITES("AddPartitionsToTxn"),
    [25] = WRITES("AddOffsetsToTxn"),
    [26] = WRITES("EndTxn"),
    [28] = WRITES("TxnOffsetCommit"),
    [29] = READS("DescribeAcls"),
    [30] = WRITES("CreateAcls"),
    [31] = WRITES("DeleteAcls"),
    [32] = READS("DescribeConfigs"),
    [33] = CHECKS("AlterConfigs", 0, 2),
    [34] = WRITES("AlterReplicaLogDirs"),
    [35] = READS("DescribeLogDirs"),
    [36] = READS("SaslAuthenticate"),
    [37] = CHECKS("CreatePartitions", 0, 2),
    [38] = WRITES("CreateDelegationToken"),
    [39] = WRITES("RenewDelegationToken"),
    [40] = WRITES("ExpireDelegationToken"),
    [41] = READS("DescribeDelegationToken"),
    [42] = WRITES("DeleteGroups"),
    [43] = WRITES("ElectLeaders"),
    [44] = CHECKS("IncrementalAlterConfigs", 0, 1),
    [45] = WRITES("AlterPartitionReassignments"),
    [46] = READS("ListPartitionReassignments"),
    [47] = WRITES("OffsetDelete"),
    [48] = READS("DescribeClientQuotas"),
    [49] = CHECKS("AlterClientQuotas", 0, 1),
    [50] = READS("DescribeUserScramCredentials"),
    [51] = WRITES("AlterUserScramCredentials"),
    [55] = READS("DescribeQuorum"),
    [57] = CHECKS("UpdateFeatures", 1, 0),
    [60] = READS("DescribeCluster"),
    [61] = READS("DescribeProducers"),
    [64] = WRITES("UnregisterBroker"),
    [65] = READS("DescribeTransactions"),
    [66] = READS("ListTransactions"),
    [68] = WRITES("ConsumerGroupHeartbeat"),
    [69] = READS("ConsumerGroupDescribe"),
    [71] = READS("GetTelemetrySubscriptions"),
    [72] = READS("PushTelemetry"),
    [74] = READS("ListConfigResources"),
    [75] = READS("DescribeTopicPartitions"),
};

int32_t wire_int32(const unsigned char *bytes)
{
    uint32_t value = (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
                     (uint32_t)bytes[3];

    return (int32_t)value;
}

static int int16(const unsigned char *bytes)
{
    return (int16_t)(uint16_t)(bytes[0] << 8 | bytes[1]);
}

/* validate_only is the last field. A tag buffer that is not empty would hide it; no client sends
 * one. */
static bool only_validates(const struct api *api, int version, const unsigned char *end)
{
    if (version < api->check_from)
        return false;
    if (version < api->flexible_from)
        return end[-1] == 1;
    return end[-1] == 0 && end[-2] == 1;
}

bool wire_request_read(const unsigned char *frame, size_t len, struct wire_request *out)
{
    const struct api *api;
    int key;

    if (len < 12)
        return false;
    key = int16(frame + 4);
    out->version = int16(frame + 6);
    out->correlation = wire_int32(frame + 8);
    api = key >= 0 && key < (int)(sizeof(apis) / sizeof(apis[0])) ? &apis[key] : NULL;
    if (api == NULL || api->name == NULL) {
        snprintf(out->name, sizeof(out->name), "Api%d", key);
        out->kind = WIRE_WRITE;
        return true;
    }
    snprintf(out->name, sizeof(out->name), "%s", api->name);
    out->kind = !api->writes                                     ? WIRE_READ
                : only_validates(api, out->version, frame + len) ? WIRE_CHECK
                                                                 : WIRE_WRITE;
    return true;
}

const char *wire_kind_name(enum wire_kind kind)
{
    return kind == WIRE_READ ? "read" : kind == WIRE_CHECK ? "check" : "write";
}
