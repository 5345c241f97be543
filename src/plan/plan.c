/* plan.c - a plan as a value: what the broker refuses, what remains to do, emptying it. */
#include <stdlib.h>

#include "ktool/plan.h"

void kt_plan_refuse(struct kt_plan *plan, size_t op, const char *verdict)
{
    struct kt_op *refused = &plan->op[op];

    if (refused->risk == KT_LEFT)
        plan->nleft--;
    if (refused->risk != KT_REFUSED) {
        plan->nrefused++;
        refused->risk = KT_REFUSED;
        refused->why = "the broker refuses it";
    }
    refused->flag = NULL;
    free(refused->verdict);
    refused->verdict = kt_strdup(verdict);
}

bool kt_op_is_done(const struct kt_op *op)
{
    return op->risk != KT_REFUSED && op->risk != KT_LEFT;
}

size_t kt_plan_changes(const struct kt_plan *plan)
{
    return plan->nop - plan->nrefused - plan->nleft;
}

void kt_plan_clear(struct kt_plan *plan)
{
    for (size_t i = 0; i < plan->nop; i++)
        free(plan->op[i].verdict);
    free(plan->op);
    free(plan->unmanaged);
    free(plan->undeclared);
    *plan = (struct kt_plan){0};
}
