/* policy.c - from options to the policy of a plan. */
#include "policy.h"

struct kt_policy cmd_policy_make(const struct cmd_policy *given)
{
    return (struct kt_policy){.keep_rf = given->keep_rf,
                              .unset = given->unset,
                              .grow_keyed = given->grow_keyed,
                              .allow_loss = given->allow_loss};
}
