/* examine.c - look at a cluster, again and again where somebody waits for it. */
#include <stdlib.h>

#include "examine_look.h"
#include "ktool/clock.h"
#include "ktool/connect.h"

enum {
    PAUSE_MS = 500,
    LOOK_MS = 700,     /* what a look always has: brokers that are well take a few */
    FINAL_MS = 300,    /* the last look begins so long before the end */
    METADATA_MS = 2000 /* once connected; a broker that hangs is not asked again */
};

void kt_examined_clear(struct kt_examined *examined)
{
    kt_findings_clear(&examined->findings);
    free(examined->cluster_id);
    free(examined->unseen);
    *examined = (struct kt_examined){0};
}

struct wait {
    struct kt_ctx *ctx;
    const struct kt_examine *what;
    int64_t deadline_ms;
};

/* `live` is the answer of kt_connect(), or empty: then the cluster is asked. So it is when the
 * answer has no broker, as of one that has just started. Taken over. */
static enum kt_code look(const struct wait *wait, struct kt_metadata *live, struct kt_examined *out,
                         bool *denied, struct kt_errs *errs)
{
    KT_AUTO(kt_metadata) metadata = *live;
    const int64_t now = kt_monotonic_ms();
    struct kt_look_at look = {.ctx = wait->ctx,
                              .what = wait->what,
                              .live = &metadata,
                              .deadline_ms = wait->deadline_ms,
                              .out = out};
    enum kt_code code;

    *live = (struct kt_metadata){0};
    if (look.deadline_ms < now + LOOK_MS)
        look.deadline_ms = now + LOOK_MS;
    if (metadata.nbroker == 0) {
        kt_metadata_clear(&metadata);
        KT_TRY(kt_cluster_metadata(wait->ctx->cluster, &metadata, kt_look_left(&look, METADATA_MS),
                                   errs));
    }
    code = kt_look_at(&look, errs);
    *denied = look.denied;
    return code;
}

static void tell(struct kt_ctx *ctx, const struct kt_examined *seen, const struct kt_errs *faults)
{
    const enum kt_check worst = kt_findings_worst(&seen->findings);
    KT_AUTO_STR text = worst < KT_NCHECKS ? kt_finding_text(&seen->findings, worst) : NULL;

    if (text != NULL)
        kt_progress(ctx, "waiting: %s", text);
    else if (faults->n > 0)
        kt_progress(ctx, "waiting: %s", faults->v[0].text);
}

static bool is_over(const struct wait *wait)
{
    return !wait->what->again || kt_monotonic_ms() >= wait->deadline_ms - FINAL_MS;
}

static void pause_look(const struct wait *wait)
{
    const int64_t left = wait->deadline_ms - FINAL_MS - kt_monotonic_ms();

    kt_wait_ms(left < PAUSE_MS ? left : PAUSE_MS);
}

static enum kt_code watch(const struct wait *wait, struct kt_metadata *live,
                          struct kt_examined *out, struct kt_errs *errs)
{
    for (;;) {
        KT_AUTO(kt_examined) seen = {0};
        KT_AUTO(kt_errs) faults = {0};
        bool denied = false;
        enum kt_code code = look(wait, live, &seen, &denied, &faults);
        bool good = code == KT_OK && kt_findings_judge(&seen.findings) <= wait->what->enough;

        if (code == KT_E_INTERRUPTED)
            return code;
        if (good || denied || is_over(wait)) {
            kt_errs_move(errs, &faults);
            *out = seen;
            seen = (struct kt_examined){0};
            return code;
        }
        tell(wait->ctx, &seen, &faults);
        pause_look(wait);
        KT_TRY(kt_stopped(wait->ctx));
    }
}

enum kt_code kt_examine(struct kt_ctx *ctx, struct kt_examined *out, const struct kt_examine *what,
                        struct kt_errs *errs)
{
    const struct wait wait = {ctx, what, kt_monotonic_ms() + what->wait_ms};
    struct kt_metadata live = {0};
    enum kt_code code;

    *out = (struct kt_examined){0};
    ctx->patient = ctx->patient || what->again;
    KT_TRY(kt_connect(ctx, what->wait_ms, KT_TO_LOOK, &live, errs));
    code = watch(&wait, &live, out, errs);
    kt_progress(ctx, "%s", "");
    if (code != KT_OK)
        kt_examined_clear(out);
    return code;
}
