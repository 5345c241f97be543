/* risk.h - which changes may move keys or lose records. Inside src/plan only. */
#ifndef KTOOL_PLAN_RISK_H
#define KTOOL_PLAN_RISK_H

#include "ktool/plan.h"

/* Both read the operation's want, have, key, from and to, and fill in risk, why, flag, loses and
 * records; a safe operation is left as it is. */
void kt_risk_grow(struct kt_op *op, const struct kt_policy *policy);
void kt_risk_config(struct kt_op *op, const struct kt_policy *policy);

#endif
