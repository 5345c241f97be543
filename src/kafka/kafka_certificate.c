/* kafka_certificate.c - what is wrong with a broker's certificate: the library's own lines do not
 * tell an unknown authority from a wrong name or an expired one. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "kafka_internal.h"

/* Runs on the library's threads: no state. OpenSSL has checked already; its verdict stands, and its
 * number goes to the library, which writes it into its log. */
static int pass_verdict_on(rd_kafka_t *rk, const char *broker_name, int32_t broker_id,
                           int *x509_error, int depth, const char *certificate, size_t size,
                           char *why, size_t why_size, void *opaque)
{
    (void)rk, (void)broker_name, (void)broker_id, (void)depth, (void)certificate, (void)size;
    (void)opaque;
    if (*x509_error == 0)
        return 1;
    kt_saying_x509(why, why_size, *x509_error);
    return 0;
}

void kt_kafka_tell_certificates(rd_kafka_conf_t *conf)
{
    KT_AUTO_STR protocol = kt_kafka_conf_text(conf, "security.protocol");
    KT_AUTO_STR checked = kt_kafka_conf_text(conf, "enable.ssl.certificate.verification");

    if (strcasecmp(protocol, "ssl") != 0 && strcasecmp(protocol, "sasl_ssl") != 0)
        return;
    if (strcmp(checked, "true") == 0)
        (void)rd_kafka_conf_set_ssl_cert_verify_cb(conf, pass_verdict_on);
}
