/* version.c - which ktool this is, and what it was linked with. */
#include "ktool/cmd.h"

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    KT_AUTO_STR features = NULL;
    struct kt_out *out = kt_cli_document(cli, "version", 1);

    (void)given;
    (void)argc;
    (void)argv;
    kt_cluster_library_features(&features);
    kt_out_fact_text(out, "ktool", KT_VERSION);
    kt_out_fact_text(out, "library", kt_cluster_library_version());
    kt_out_fact_text(out, "features", features);
    kt_out_line(out, "ktool %s (librdkafka %s: %s)", KT_VERSION, kt_cluster_library_version(),
                features);
    return kt_out_close(&out, errs);
}

const struct kt_cmd cmd_version = {
    .path = "version",
    .summary = "print the version of ktool and of librdkafka",
    .no_settings = true,
    .examples = (const struct kt_example[]){{"version", "for a bug report"},
                                            {"version -o json", "for a script"},
                                            {NULL, NULL}},
    .run = run,
};
