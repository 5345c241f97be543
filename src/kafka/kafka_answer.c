/* kafka_answer.c - what the cluster said, or that it said nothing, in our own terms. */
#include <string.h>

#include "kafka_internal.h"
#include "ktool/units.h"

static bool is_silence(int code)
{
    return code == RD_KAFKA_RESP_ERR__TIMED_OUT || code == RD_KAFKA_RESP_ERR__TRANSPORT ||
           code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN ||
           code == RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE || code == RD_KAFKA_RESP_ERR__RESOLVE;
}

/* Says the library before anybody has answered: nobody could be asked. */
static bool is_no_way(int code)
{
    return is_silence(code) || code == RD_KAFKA_RESP_ERR__AUTHENTICATION ||
           code == RD_KAFKA_RESP_ERR__SSL || code == RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE;
}

static enum kt_code no_answer(struct kt_cluster *cluster, const char *what, int timeout_ms,
                              struct kt_errs *errs)
{
    char within[KT_UNITS_TEXT];
    KT_AUTO_STR cause = kt_kafka_last_cause(cluster);

    if (kt_kafka_astray(cluster))
        return kt_kafka_unreached(cluster, cluster->reach.timeout_ms, errs);
    return kt_fail(errs, KT_E_CLUSTER, "cannot %s: no answer from %s within %s%s%s", what,
                   cluster->brokers, kt_duration_text(timeout_ms, within), cause ? ": " : "",
                   cause ? cause : "");
}

static bool is_authority(int code)
{
    return code == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED ||
           code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED;
}

enum kt_code kt_kafka_failed(struct kt_cluster *cluster, const char *what, int timeout_ms, int code,
                             const char *text, struct kt_errs *errs)
{
    const char *said = text && *text ? text : rd_kafka_err2str((rd_kafka_resp_err_t)code);

    if (!cluster->answered && is_no_way(code))
        return kt_kafka_unreached(cluster, timeout_ms, errs);
    if (is_silence(code))
        return no_answer(cluster, what, timeout_ms, errs);
    return kt_fail(errs, is_authority(code) ? KT_E_CLUSTER : KT_E_REMOTE, "cannot %s: %s (%s)",
                   what, said, kt_kafka_code_text(code));
}

/* The library puts its own description where the broker said nothing. */
void kt_kafka_result(struct kt_result *result, int code, const char *text)
{
    bool own_words =
        text && *text && strcmp(text, rd_kafka_err2str((rd_kafka_resp_err_t)code)) != 0;

    *result = (struct kt_result){.code = code, .text = own_words ? kt_strdup(text) : NULL};
}

void kt_kafka_no_result(struct kt_result *result)
{
    *result = (struct kt_result){.code = RD_KAFKA_RESP_ERR_UNKNOWN,
                                 .text = kt_strdup("the broker's answer leaves it out")};
}
