/* link: io plan model base */
/* fuzz_manifest.c - any YAML as a manifest: a sorted set of legal topics, or errors and nothing.
 * The first byte chooses environment, prefix and values of templates. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/config_key.h"
#include "ktool/manifest.h"
#include "ktool/topic_name.h"
#include "ktool/yaml.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { CHOOSE_ENVIRONMENT = 1, CHOOSE_PREFIX = 2, CHOOSE_SET = 4 };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static const char *lookup(void *arg, const char *name)
{
    (void)arg;
    return name[0] == 'A' ? "3" : name[0] == 'N' ? "null" : NULL;
}

static void check_topic(const struct kt_topic *topic, bool is_template)
{
    demand(kt_template_is(topic->name) == is_template);
    demand(is_template ? kt_template_fault(topic->name) == NULL
                       : kt_topic_name_fault(topic->name) == NULL);
    demand(!kt_topic_name_is_internal(topic->name));
    demand(topic->partitions == KT_BROKER_DEFAULT || topic->partitions >= 1);
    demand(topic->replication == KT_BROKER_DEFAULT || topic->replication >= 1);
    demand(topic->at.at.text != NULL && topic->at.layer == KT_LAYER_TOPIC);
    for (size_t i = 0; i < topic->nconfig; i++) {
        const struct kt_config *config = &topic->config[i];
        KT_AUTO_STR why = NULL;
        KT_AUTO_STR again = kt_config_value(kt_config_key(config->key), config->value, &why);

        demand(i == 0 || strcmp(topic->config[i - 1].key, config->key) < 0);
        demand(config->origin.layer != KT_LAYER_NONE && config->origin.at.line > 0);
        /* A canonical value reads as itself. */
        demand(again != NULL && strcmp(again, config->value) == 0);
    }
}

static void check(const struct kt_declared *declared)
{
    for (size_t i = 0; i < declared->topics.n; i++) {
        check_topic(&declared->topics.v[i], false);
        demand(i == 0 || strcmp(declared->topics.v[i - 1].name, declared->topics.v[i].name) < 0);
        demand(kt_declared_find(declared, declared->topics.v[i].name) == &declared->topics.v[i]);
    }
    for (size_t i = 0; i < declared->templates.n; i++)
        check_topic(&declared->templates.v[i], true);
    demand(declared->left_out <= declared->templates.n);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const unsigned choice = size > 0 ? data[0] : 0;
    const char *bytes = size > 0 ? (const char *)data + 1 : "";
    KT_AUTO(kt_text)
    text = {.name = kt_strdup("d/x.yaml"),
            .bytes = kt_strndup(bytes, size > 0 ? size - 1 : 0),
            .len = size > 0 ? size - 1 : 0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO(kt_pairs) set = {0};
    KT_AUTO(kt_declared) declared = {0};
    struct kt_manifest_options options = {.environment =
                                              (choice & CHOOSE_ENVIRONMENT) != 0 ? "local" : NULL,
                                          .prefix = (choice & CHOOSE_PREFIX) != 0 ? "p." : NULL,
                                          .set = &set,
                                          .lookup = lookup};
    struct kt_doc *docs = NULL;
    size_t n = 0;

    if ((choice & CHOOSE_SET) != 0) {
        kt_pairs_add(&set, "t", "one", 0);
        kt_pairs_add(&set, "t", "two", 0);
    }
    if (kt_yaml_read(&docs, &n, &text, &errs) == KT_OK) {
        enum kt_code code = kt_manifest_read(&declared, docs, n, &options, &errs);

        demand((code == KT_OK) == (errs.nerrors == 0));
        demand(code == KT_OK || (declared.topics.n == 0 && declared.templates.n == 0));
        check(&declared);
    }
    kt_docs_free(docs, n);
    return 0;
}
