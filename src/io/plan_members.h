/* plan_members.h - the words of a saved plan, for its writer and its reader alone. */
#ifndef KTOOL_IO_PLAN_MEMBERS_H
#define KTOOL_IO_PLAN_MEMBERS_H

#define KT_PLAN_KIND "topics.saved_plan"
enum { KT_PLAN_VERSION = 1, KT_DIGEST_DIGITS = 16 };

#endif
