/* test_opt.c - command lines against option tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/mem.h"
#include "ktool/opt.h"

struct opts {
    bool check, keep_rf, quiet;
    int64_t partitions, timeout, watch;
    const char *brokers, *output, *save_plan;
    struct kt_list set;
};
static const struct kt_opt options[] = {
    KT_OPT(check, 'c', KT_NOTHING, NULL, "exit 3 if anything differs"),
    KT_OPT(keep_rf, 0, KT_NOTHING, NULL, "leave replication factors"),
    KT_OPT(partitions, 'p', KT_NOTHING, "N", "partitions"),
    KT_OPT(save_plan, 0, KT_FILE, "FILE", "save the plan"),
    KT_OPT(set, 's', KT_NOTHING, "NAME=VALUE", "a parameter"),
    {.name = "watch",
     .letter = 'w',
     .kind = KT_DURATION_MS,
     .optional = true,
     .offset = offsetof(struct opts, watch),
     .arg = "EVERY"},
    KT_OPT_END,
};
static const struct kt_opt globals[] = {
    {.name = "brokers",
     .alias = "bootstrap-server",
     .letter = 'b',
     .kind = KT_STR,
     .offset = offsetof(struct opts, brokers),
     .arg = "LIST"},
    KT_OPT_DURATION(timeout, 0, "DURATION", "how long"),
    KT_OPT(quiet, 'q', KT_NOTHING, NULL, "say less"),
    {.name = "output",
     .letter = 'o',
     .kind = KT_WORD,
     .offset = offsetof(struct opts, output),
     .arg = "table|json|yaml"},
    KT_OPT_END,
};

enum { ARGS_MAX = 16 };
struct run {
    struct opts opts;
    struct kt_errs errs;
    char line[256];
    char *argv[ARGS_MAX];
    int argc, operands;
    enum kt_code code;
};

static struct kt_opt_target *targets(struct run *run)
{
    static struct kt_opt_target both[2];

    both[0] = (struct kt_opt_target){options, &run->opts};
    both[1] = (struct kt_opt_target){globals, &run->opts};
    return both;
}

/* Parses a line split at blanks; `_` stands for an empty argument. */
static void parse(struct run *run, const char *line)
{
    char *p = run->line;

    *run = (struct run){0};
    run->argv[run->argc++] = p;
    (void)strncpy(run->line, line, sizeof(run->line) - 1);
    while (*p != '\0') {
        run->argv[run->argc++] = p;
        p += strcspn(p, " ");
        if (*p == ' ')
            *p++ = '\0';
        if (strcmp(run->argv[run->argc - 1], "_") == 0)
            run->argv[run->argc - 1][0] = '\0';
    }
    kt_opts_init(targets(run), 2);
    run->code = kt_opts_parse(targets(run), 2, run->argc, run->argv, &run->operands, &run->errs);
}

static void done(struct run *run)
{
    kt_opts_clear(targets(run), 2);
    kt_errs_clear(&run->errs);
}

static void parses(struct run *run, const char *line)
{
    parse(run, line);
    if (run->code != KT_OK)
        fail_msg("'%s': %s", line, run->errs.v[0].text);
    assert_int_equal(run->errs.n, 0);
}

static void nothing_given(void **state)
{
    struct run run;

    (void)state;
    parses(&run, "");
    assert_int_equal(run.operands, 0);
    assert_false(run.opts.check);
    assert_int_equal(run.opts.partitions, 0);
    assert_int_equal(run.opts.timeout, -1);
    assert_int_equal(run.opts.watch, -1);
    assert_null(run.opts.brokers);
    assert_null(run.opts.output);
    assert_int_equal(run.opts.set.n, 0);
    done(&run);
}

static void every_kind(void **state)
{
    struct run run;

    (void)state;
    parses(&run, "--check --keep-rf --partitions 6 --save-plan=p.json --timeout 90s --watch=2s "
                 "--brokers a:1,b:2 --output json -s a=1 --set=b=2");
    assert_int_equal(run.operands, 0);
    assert_true(run.opts.check);
    assert_true(run.opts.keep_rf);
    assert_false(run.opts.quiet);
    assert_int_equal(run.opts.partitions, 6);
    assert_string_equal(run.opts.save_plan, "p.json");
    assert_int_equal(run.opts.timeout, 90000);
    assert_int_equal(run.opts.watch, 2000);
    assert_string_equal(run.opts.brokers, "a:1,b:2");
    assert_string_equal(run.opts.output, "json");
    assert_int_equal(run.opts.set.n, 2);
    assert_string_equal(run.opts.set.v[0], "a=1");
    assert_string_equal(run.opts.set.v[1], "b=2");
    done(&run);
}

static void letters_stand_together(void **state)
{
    struct run run;

    (void)state;
    parses(&run, "-cqp6 -bhost:1 -wq");
    assert_true(run.opts.check);
    assert_true(run.opts.quiet);
    assert_int_equal(run.opts.partitions, 6);
    assert_string_equal(run.opts.brokers, "host:1");
    assert_int_equal(run.opts.watch, 0);
    done(&run);
}

static void options_stand_anywhere(void **state)
{
    struct run run;

    (void)state;
    parses(&run, "one --check two -p 3 - three _ -- --keep-rf -c");
    assert_int_equal(run.operands, 7);
    assert_string_equal(run.argv[1], "one");
    assert_string_equal(run.argv[2], "two");
    assert_string_equal(run.argv[3], "-");
    assert_string_equal(run.argv[4], "three");
    assert_string_equal(run.argv[5], "");
    assert_string_equal(run.argv[6], "--keep-rf");
    assert_string_equal(run.argv[7], "-c");
    assert_true(run.opts.check);
    assert_false(run.opts.keep_rf);
    done(&run);
}

static void values_are_taken_as_they_are(void **state)
{
    struct run run;

    (void)state;
    parses(&run, "--brokers= -p -3 --save-plan --check --bootstrap-server x");
    assert_string_equal(run.opts.brokers, "x");
    assert_int_equal(run.opts.partitions, -3);
    assert_string_equal(run.opts.save_plan, "--check");
    assert_false(run.opts.check);
    done(&run);
    parses(&run, "--brokers=");
    assert_string_equal(run.opts.brokers, "");
    done(&run);
    parses(&run, "--brokers a --brokers b");
    assert_string_equal(run.opts.brokers, "b");
    done(&run);
}

static void an_optional_value_is_never_the_next_argument(void **state)
{
    struct run run;

    (void)state;
    parses(&run, "--watch 2s");
    assert_int_equal(run.opts.watch, 0);
    assert_int_equal(run.operands, 1);
    assert_string_equal(run.argv[1], "2s");
    done(&run);
}

static void wrong_lines(void **state)
{
    static const struct {
        const char *line, *text, *hint;
    } cases[] = {
        {"--chekc", "unknown option '--chekc'", "did you mean '--check'?"},
        {"--checks=1", "unknown option '--checks'", "did you mean '--check'?"},
        {"--keep_rf", "unknown option '--keep_rf'", "did you mean '--keep-rf'?"},
        {"--part 3", "unknown option '--part'", "did you mean '--partitions'?"},
        {"--zzz=1", "unknown option '--zzz'", NULL},
        {"--=1", "unknown option '--'", NULL},
        {"-z", "unknown option '-z'", NULL},
        {"-cz", "unknown option '-z' in '-cz'", NULL},
        {"-timeout", "unknown option '-t' in '-timeout'", "did you mean '--timeout'?"},
        {"--check=yes", "option '--check' takes no value", NULL},
        {"--partitions", "option '--partitions' needs a value: N", NULL},
        {"-p", "option '-p' needs a value: N", NULL},
        {"-p six", "bad value 'six' for '-p': not a whole number", NULL},
        {"--partitions=", "bad value '' for '--partitions': not a whole number", NULL},
        {"--timeout 5", "bad value '5' for '--timeout': needs a unit",
         "write a duration like 30s, 5m or 2h"},
        {"--watch=x", "bad value 'x' for '--watch': not a whole number",
         "write a duration like 30s, 5m or 2h"},
        {"-o xml", "bad value 'xml' for '-o': not one of table|json|yaml", NULL},
        {"-o jso", "bad value 'jso' for '-o': not one of table|json|yaml", NULL},
        {"--output=", "bad value '' for '--output': not one of table|json|yaml", NULL},
        {"-o table|json", "bad value 'table|json' for '-o': not one of table|json|yaml", NULL},
    };
    struct run run;

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        parse(&run, cases[i].line);
        if (run.code != KT_E_USAGE || run.errs.n != 1)
            fail_msg("'%s' gives code %d, %zu errors", cases[i].line, (int)run.code, run.errs.n);
        assert_string_equal(run.errs.v[0].text, cases[i].text);
        assert_int_equal(run.errs.v[0].code, KT_E_USAGE);
        if (cases[i].hint != NULL && run.errs.v[0].hint != NULL)
            assert_string_equal(run.errs.v[0].hint, cases[i].hint);
        else
            assert_ptr_equal(run.errs.v[0].hint, cases[i].hint);
        done(&run);
    }
}

static void all_errors_of_a_line(void **state)
{
    struct run run;

    (void)state;
    parse(&run, "--one -p x operand --two --check");
    assert_int_equal(run.code, KT_E_USAGE);
    assert_int_equal(run.errs.n, 3);
    assert_true(run.opts.check);
    assert_int_equal(run.operands, 1);
    done(&run);
}

static void spans(void **state)
{
    static const struct {
        const char *arg;
        int span;
    } cases[] = {{"--brokers", 2}, {"--brokers=a", 1}, {"--bootstrap-server", 2},
                 {"-b", 2},        {"-ba", 1},         {"--check", 1},
                 {"-c", 1},        {"-cp", 2},         {"-cp3", 1},
                 {"-cq", 1},       {"--watch", 1},     {"-w", 1},
                 {"--zzz", 0},     {"-z", 0},          {"-cz", 0},
                 {"--", 0},        {"--=", 0},         {"--x", 0},
                 {"-x", 2}};
    static const struct kt_opt more[] = {
        {.name = "x", .letter = 'x', .kind = KT_STR, .arg = "KEY=VALUE"}, KT_OPT_END};
    struct run run = {0};
    struct kt_opt_target all[] = {{options, &run}, {globals, &run}, {more, &run}};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        KT_AUTO_STR arg = kt_strdup(cases[i].arg);

        if (kt_opts_span(all, KT_COUNT(all), &arg, 0) != cases[i].span)
            fail_msg("'%s'", cases[i].arg);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given),
        cmocka_unit_test(every_kind),
        cmocka_unit_test(letters_stand_together),
        cmocka_unit_test(options_stand_anywhere),
        cmocka_unit_test(values_are_taken_as_they_are),
        cmocka_unit_test(an_optional_value_is_never_the_next_argument),
        cmocka_unit_test(wrong_lines),
        cmocka_unit_test(all_errors_of_a_line),
        cmocka_unit_test(spans),
    };

    return cmocka_run_group_tests_name("opt", tests, NULL, NULL);
}
