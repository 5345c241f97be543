/* link: base */
/* fuzz_opt.c - any command line: arguments are the lines of the input. */
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "ktool/opt.h"
#include "ktool/words.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

struct opts {
    bool check;
    int64_t partitions, timeout, watch;
    const char *brokers, *output;
    struct kt_list set;
};
static const struct kt_opt options[] = {
    KT_OPT(check, 'c', KT_NOTHING, NULL, "a flag"),
    KT_OPT(partitions, 'p', KT_NOTHING, "N", "a number"),
    KT_OPT(brokers, 'b', KT_NOTHING, "LIST", "a text"),
    KT_OPT(set, 's', KT_NOTHING, "NAME=VALUE", "a list"),
    KT_OPT_DURATION(timeout, 't', "DURATION", "a duration"),
    {.name = "watch",
     .letter = 'w',
     .kind = KT_DURATION_MS,
     .optional = true,
     .offset = offsetof(struct opts, watch),
     .arg = "EVERY"},
    {.name = "output",
     .alias = "format",
     .letter = 'o',
     .kind = KT_WORD,
     .offset = offsetof(struct opts, output),
     .arg = "table|json"},
    KT_OPT_END,
};

enum { ARGS_MAX = 64 };

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct opts opts;
    const struct kt_opt_target target = {options, &opts};
    struct kt_errs errs = {0};
    KT_AUTO_STR text = kt_strndup((const char *)data, size);
    char *argv[ARGS_MAX];
    int argc = 0, operands = -1;
    enum kt_code code;

    for (char *p = text; argc < ARGS_MAX && p != NULL;) {
        argv[argc++] = p;
        p = strchr(p, '\n');
        if (p != NULL)
            *p++ = '\0';
    }
    if (argc > 2)
        (void)kt_glob_match(argv[1], argv[2]);
    kt_opts_init(&target, 1);
    code = kt_opts_parse(&target, 1, argc, argv, &operands, &errs);
    if (operands < 0 || operands >= argc || (code == KT_OK) != (errs.n == 0))
        abort();
    if (code == KT_OK && opts.output != NULL && strcmp(opts.output, "table") != 0 &&
        strcmp(opts.output, "json") != 0)
        abort();
    kt_opts_clear(&target, 1);
    kt_errs_clear(&errs);
    return 0;
}
