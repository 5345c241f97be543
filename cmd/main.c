/* main.c - from argv to the exit status. */
#include "cli.h"

int main(int argc, char **argv)
{
    struct kt_run run = {0};

    run.cli.out = stdout;
    run.cli.err = stderr;
    run.cli.ctx.stop = kt_signals_install();
    return kt_finish(&run, kt_dispatch(&run, argc, argv));
}
