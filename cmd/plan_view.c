/* plan_view.c - a plan as a document: what is created, what changes, what is left alone. */
#include <stdlib.h>
#include <string.h>

#include "declared.h"
#include "ktool/config_key.h"
#include "ktool/units.h"
#include "plan_view.h"

enum { UNDECLARED_SHOWN = 10 };

static const char *const risk_words[] = {
    [KT_SAFE] = "safe", [KT_CAREFUL] = "careful", [KT_LEFT] = "left", [KT_REFUSED] = "refused"};
static const enum kt_tone risk_tones[] = {[KT_SAFE] = KT_TONE_GOOD,
                                          [KT_CAREFUL] = KT_TONE_CAREFUL,
                                          [KT_LEFT] = KT_TONE_CAREFUL,
                                          [KT_REFUSED] = KT_TONE_BAD};

/* A person reads "7d", a program the value that is sent. */
static void value_cell(struct kt_cli *cli, struct kt_out *out, const char *key, const char *value)
{
    char text[KT_CONFIG_TEXT];
    bool table = cli->format.format == KT_FORMAT_TABLE;

    kt_out_text(out, table && value != NULL ? kt_config_short(key, value, text) : value);
}

static void count_cell(struct kt_out *out, int count)
{
    if (count == KT_BROKER_DEFAULT)
        kt_out_null(out);
    else
        kt_out_num(out, count);
}

/* Why an operation is not simply safe, and what would allow it. The caller frees it. */
static char *reason(const struct kt_op *op)
{
    KT_AUTO_STR records = op->records > 0 ? kt_format(" (%lld record%s)", (long long)op->records,
                                                      kt_plural((size_t)op->records))
                                          : kt_strdup("");
    KT_AUTO_STR flag = op->risk == KT_REFUSED && op->flag != NULL
                           ? kt_format("; %s allows it", op->flag)
                           : kt_strdup("");

    if (op->verdict != NULL)
        return kt_strdup(op->verdict);
    if (op->rival != NULL)
        return kt_format("%s '%s'", op->why, op->rival->name);
    return op->why != NULL ? kt_format("%s%s%s", op->why, records, flag) : NULL;
}

static void risk_cells(struct kt_cli *cli, struct kt_out *out, const struct kt_op *op)
{
    KT_AUTO_STR why = reason(op);

    kt_out_tone(out, risk_tones[op->risk]);
    kt_out_text(out, risk_words[op->risk]);
    /* A safe change needs no reason, and a table no dash for it. */
    kt_out_text(out, why == NULL && cli->format.format == KT_FORMAT_TABLE ? "" : why);
}

/* A program gets KEY=VALUE with the value that is sent; a person "retention.ms=30d". */
static void settings_cell(struct kt_cli *cli, struct kt_out *out, const struct kt_topic *want)
{
    KT_AUTO(kt_names) settings = {0};
    KT_AUTO_STR joined = NULL;
    bool table = cli->format.format == KT_FORMAT_TABLE;

    for (size_t i = 0; i < want->nconfig; i++) {
        const struct kt_config *c = &want->config[i];
        char text[KT_CONFIG_TEXT];
        KT_AUTO_STR pair =
            kt_format("%s=%s", c->key, table ? kt_config_short(c->key, c->value, text) : c->value);

        kt_names_add(&settings, pair);
    }
    if (!table) {
        kt_out_list(out, &settings);
        return;
    }
    joined = kt_names_join(&settings, " ");
    kt_out_text(out, joined);
}

static void create_row(struct kt_cli *cli, struct kt_out *out, const struct kt_op *op)
{
    kt_out_text(out, op->want->name);
    count_cell(out, op->want->partitions);
    count_cell(out, op->want->replication);
    settings_cell(cli, out, op->want);
    risk_cells(cli, out, op);
    kt_out_row(out);
}

static void creations(struct kt_cli *cli, struct kt_out *out, const struct kt_plan *plan)
{
    static const struct kt_col cols[] = {
        {"topic", "TOPIC", KT_CELL_TEXT},
        {"partitions", "PARTITIONS", KT_CELL_COUNT},
        {"replication_factor", "RF", KT_CELL_COUNT},
        {"config", "SETTINGS", KT_CELL_LIST},
        {"risk", "RISK", KT_CELL_TEXT},
        {"reason", "REASON", KT_CELL_PROSE},
    };

    kt_out_section(out, "create", "Create", cols, KT_COUNT(cols));
    for (size_t i = 0; i < plan->nop; i++)
        if (plan->op[i].kind == KT_OP_CREATE)
            create_row(cli, out, &plan->op[i]);
}

/* The field that an operation changes, its old and its new value. */
static void change_cells(struct kt_cli *cli, struct kt_out *out, const struct kt_op *op)
{
    if (op->kind == KT_OP_SET || op->kind == KT_OP_UNSET) {
        kt_out_text(out, op->key);
        value_cell(cli, out, op->key, op->from);
        value_cell(cli, out, op->key, op->to);
        kt_out_text(out, kt_config_source_text(op->from_source));
        return;
    }
    if (op->kind == KT_OP_REPLICATE) {
        kt_out_text(out, "replication_factor");
        kt_out_num(out, op->have->replication);
        kt_out_num(out, op->want->replication);
    } else {
        kt_out_text(out, "partitions");
        kt_out_num(out, op->have->partitions);
        kt_out_num(out, op->want->partitions);
    }
    kt_out_null(out);
}

static void changes(struct kt_cli *cli, struct kt_out *out, const struct kt_plan *plan)
{
    static const char *const actions[] = {[KT_OP_GROW] = "grow",
                                          [KT_OP_SHRINK] = "shrink",
                                          [KT_OP_REPLICATE] = "replicate",
                                          [KT_OP_SET] = "set",
                                          [KT_OP_UNSET] = "unset"};
    static const struct kt_col cols[] = {
        {"topic", "TOPIC", KT_CELL_TEXT}, {"action", NULL, KT_CELL_TEXT},
        {"field", "FIELD", KT_CELL_NAME}, {"from", "FROM", KT_CELL_TEXT},
        {"to", "TO", KT_CELL_TEXT},       {"from_source", "SOURCE", KT_CELL_TEXT},
        {"records", NULL, KT_CELL_COUNT}, {"flag", NULL, KT_CELL_TEXT},
        {"risk", "RISK", KT_CELL_TEXT},   {"reason", "REASON", KT_CELL_PROSE},
    };

    kt_out_section(out, "change", "Change", cols, KT_COUNT(cols));
    for (size_t i = 0; i < plan->nop; i++) {
        const struct kt_op *op = &plan->op[i];

        if (op->kind == KT_OP_CREATE)
            continue;
        kt_out_text(out, op->want->name);
        kt_out_text(out, actions[op->kind]);
        change_cells(cli, out, op);
        if (op->records == KT_UNKNOWN)
            kt_out_null(out);
        else
            kt_out_num(out, op->records);
        kt_out_text(out, op->flag);
        risk_cells(cli, out, op);
        kt_out_row(out);
    }
}

static void unmanaged(struct kt_cli *cli, struct kt_out *out, const struct kt_plan *plan)
{
    static const struct kt_col cols[] = {
        {"topic", "TOPIC", KT_CELL_TEXT},
        {"field", "FIELD", KT_CELL_NAME},
        {"value", "VALUE", KT_CELL_TEXT},
    };

    kt_out_section(out, "unmanaged", "Not in the manifest, left alone (--unset takes them away)",
                   cols, KT_COUNT(cols));
    for (size_t i = 0; i < plan->nunmanaged; i++) {
        kt_out_text(out, plan->unmanaged[i].have->name);
        kt_out_text(out, plan->unmanaged[i].config->key);
        value_cell(cli, out, plan->unmanaged[i].config->key, plan->unmanaged[i].config->value);
        kt_out_row(out);
    }
}

/* A person sees how many there are and the first few names; a program sees all. */
static void undeclared(struct kt_cli *cli, struct kt_out *out, const struct kt_plan *plan)
{
    static const struct kt_col cols[] = {{"topic", NULL, KT_CELL_TEXT}};
    KT_AUTO(kt_names) names = {0};
    KT_AUTO_STR list = NULL;

    if (cli->format.format != KT_FORMAT_TABLE)
        kt_out_section(out, "undeclared", NULL, cols, KT_COUNT(cols));
    for (size_t i = 0; i < plan->nundeclared; i++) {
        if (cli->format.format != KT_FORMAT_TABLE) {
            kt_out_text(out, plan->undeclared[i]->name);
            kt_out_row(out);
        } else if (i < UNDECLARED_SHOWN) {
            kt_names_add(&names, plan->undeclared[i]->name);
        }
    }
    if (names.n == 0)
        return;
    list = kt_names_join(&names, ", ");
    kt_out_line(out, "%zu live topic%s not declared, never touched: %s%s", plan->nundeclared,
                kt_plural(plan->nundeclared), list, plan->nundeclared > names.n ? ", ..." : "");
}

void cmd_plan_view(struct kt_cli *cli, struct kt_out *out, const struct kt_planned *planned,
                   bool all)
{
    const struct kt_plan *plan = &planned->plan;

    kt_out_fact_text(out, "cluster_id", planned->live.cluster_id);
    kt_out_fact_num(out, "topics_declared", (int64_t)plan->ntopics);
    kt_out_fact_num(out, "changes", (int64_t)kt_plan_changes(plan));
    kt_out_fact_num(out, "refused", (int64_t)plan->nrefused);
    kt_out_fact_num(out, "left", (int64_t)plan->nleft);
    kt_out_fact_bool(out, "checked_by_broker", planned->unchecked == NULL);
    creations(cli, out, plan);
    changes(cli, out, plan);
    if (all) {
        unmanaged(cli, out, plan);
        undeclared(cli, out, plan);
    }
    if (planned->unchecked != NULL)
        kt_out_line(out, "not checked by the broker: %s", planned->unchecked);
}

/* The first creation that the broker refused and that wants more replicas than there are brokers.
 */
static const struct kt_op *too_large(const struct kt_planned *planned)
{
    for (size_t i = 0; i < planned->plan.nop; i++) {
        const struct kt_op *op = &planned->plan.op[i];

        if (op->kind == KT_OP_CREATE && op->verdict != NULL &&
            op->want->replication > (int)planned->live.nbroker)
            return op;
    }
    return NULL;
}

void cmd_plan_advice(struct kt_cli *cli, struct kt_out *out, const struct kt_planned *planned,
                     const struct kt_declared *declared)
{
    const struct kt_op *op = too_large(planned);
    const char *chosen = cli->ctx.environment;
    bool local = kt_names_has(&declared->environments, "local") &&
                 (chosen == NULL || strcmp(chosen, "local") != 0);

    if (op != NULL)
        kt_out_line(out, "replication factor %d needs as many brokers, and %zu %s up%s",
                    op->want->replication, planned->live.nbroker,
                    planned->live.nbroker == 1 ? "is" : "are",
                    local ? "; for a smaller cluster: -E local" : "");
}

void cmd_plan_summary(struct kt_out *out, const struct kt_planned *planned)
{
    const struct kt_plan *plan = &planned->plan;
    size_t creations_to_do = 0, total = kt_plan_changes(plan);
    KT_AUTO_STR refused =
        plan->nrefused ? kt_format(", %zu refused", plan->nrefused) : kt_strdup("");
    KT_AUTO_STR left = plan->nleft ? kt_format(", %zu left as %s", plan->nleft,
                                               plan->nleft == 1 ? "it is" : "they are")
                                   : kt_strdup("");

    for (size_t i = 0; i < plan->nop; i++)
        creations_to_do += plan->op[i].kind == KT_OP_CREATE && plan->op[i].risk != KT_REFUSED;
    kt_out_line(out, "%zu change%s (%zu to create, %zu to alter)%s%s; %zu topic%s declared", total,
                kt_plural(total), creations_to_do, total - creations_to_do, refused, left,
                plan->ntopics, kt_plural(plan->ntopics));
}
