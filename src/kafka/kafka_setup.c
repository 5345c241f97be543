/* kafka_setup.c - why the library does not take the files for TLS: it repeats OpenSSL, who names
 * routines. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "kafka_internal.h"
#include "ktool/settings.h"

enum { HEAD_BYTES = 64 * 1024 };

struct refused {
    const rd_kafka_conf_t *conf;
    const char *why;      /* the library's words */
    const char *property; /* that they are about */
    const char *file;     /* its value */
    char *head;           /* the first bytes of the file, as text */
};

/* In the order in which one name must not be taken for another's. */
static const char *property_of(const char *why)
{
    static const char *const files[] = {"ssl.keystore.location", "ssl.ca.location",
                                        "ssl.certificate.location", "ssl.key.location",
                                        "ssl.crl.location"};

    for (size_t i = 0; i < KT_COUNT(files); i++)
        if (strstr(why, files[i]) != NULL)
            return files[i];
    return NULL;
}

/* False: it cannot be read, errno says why. */
static bool read_head(char head[HEAD_BYTES + 1], const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t n;
    int error;

    if (file == NULL)
        return false;
    n = fread(head, 1, HEAD_BYTES, file);
    error = ferror(file) ? errno : 0;
    (void)fclose(file);
    head[n] = '\0';
    errno = error;
    return error == 0;
}

/* JKS and JCEKS, by their first four bytes. */
static bool is_java_store(const char *head)
{
    return strncmp(head, "\xfe\xed\xfe\xed", 4) == 0 || strncmp(head, "\xce\xce\xce\xce", 4) == 0;
}

static enum kt_code refuse_key_store(const struct refused *refused, struct kt_errs *errs)
{
    if (strstr(refused->why, "mac verify failure") != NULL)
        return kt_fail(errs, KT_E_INPUT, "ssl.keystore.password does not open '%s' (%s)",
                       refused->file, refused->property);
    return kt_fail(errs, KT_E_INPUT, "'%s' (%s) is not a PKCS#12 file", refused->file,
                   refused->property);
}

static enum kt_code refuse_encrypted(const struct refused *refused, struct kt_errs *errs)
{
    KT_AUTO_STR password = kt_kafka_conf_text(refused->conf, "ssl.key.password");

    if (password[0] != '\0')
        return kt_fail(errs, KT_E_INPUT, "ssl.key.password does not open the key in '%s' (%s)",
                       refused->file, refused->property);
    kt_fail(errs, KT_E_INPUT, "the key in '%s' (%s) has a password", refused->file,
            refused->property);
    kt_hint(errs, "give it as ssl.key.password in a file for -F");
    return KT_E_INPUT;
}

/* The file is there, and something is wrong with it. */
static enum kt_code refuse_content(const struct refused *refused, struct kt_errs *errs)
{
    if (is_java_store(refused->head)) {
        kt_fail(errs, KT_E_INPUT, "'%s' (%s) is a Java key store", refused->file,
                refused->property);
        kt_hint(errs, "%s", kt_java_store_hint(strcmp(refused->property, "ssl.ca.location") == 0));
        return KT_E_INPUT;
    }
    if (strstr(refused->why, "PKCS#12") != NULL)
        return refuse_key_store(refused, errs);
    if (strstr(refused->why, "key values mismatch") != NULL)
        return kt_fail(errs, KT_E_INPUT,
                       "the key in '%s' (%s) does not belong to the client certificate",
                       refused->file, refused->property);
    if (strstr(refused->head, "-----BEGIN ") == NULL && strstr(refused->why, " failed: ") != NULL)
        return kt_fail(errs, KT_E_INPUT, "'%s' (%s) is not a PEM file", refused->file,
                       refused->property);
    if (strcmp(refused->property, "ssl.key.location") == 0 &&
        strstr(refused->head, "ENCRYPTED") != NULL)
        return refuse_encrypted(refused, errs);
    if (strstr(refused->why, " failed: ") != NULL)
        return kt_fail(errs, KT_E_INPUT, "'%s' (%s) holds no %s that can be read", refused->file,
                       refused->property,
                       strcmp(refused->property, "ssl.key.location") == 0 ? "private key"
                                                                          : "certificate");
    return kt_fail(errs, KT_E_INPUT, "the connection cannot be set up: %s", refused->why);
}

static enum kt_code refuse_file(const rd_kafka_conf_t *conf, const char *why, const char *property,
                                struct kt_errs *errs)
{
    KT_AUTO_STR file = kt_kafka_conf_text(conf, property);
    KT_AUTO_STR head = kt_calloc(HEAD_BYTES + 1, 1);
    const struct refused refused = {conf, why, property, file, head};

    if (file[0] != '\0' && !read_head(head, file))
        return kt_fail(errs, KT_E_INPUT, "cannot read '%s' (%s): %s", file, property,
                       strerror(errno));
    return refuse_content(&refused, errs);
}

enum kt_code kt_kafka_refused_setup(const rd_kafka_conf_t *conf, const char *why,
                                    struct kt_errs *errs)
{
    const char *property = property_of(why);

    if (property != NULL)
        return refuse_file(conf, why, property, errs);
    return kt_fail(errs, KT_E_USAGE, "the connection cannot be set up: %s", why);
}
