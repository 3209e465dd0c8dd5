/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside of fh_policy: what the readers of policy.json share. */
#ifndef FH_POLICY_READ_H
#define FH_POLICY_READ_H

#include "fh_policy.h"
#include "fh_reader.h"

/* The reader's context while policy.json is read. */
struct fh_policy_context {
	const struct fh_zones *zones;
	struct fh_policy *policy;
};

FH_READER_VALUE(fh_policy_read_zones);	/* struct fh_strlist of zone names */
FH_READER_VALUE(fh_policy_read_where);	/* struct fh_where */
FH_READER_VALUE(fh_policy_read_classes);	/* struct fh_policy */
FH_READER_VALUE(fh_policy_read_datasets);	/* struct fh_policy */
FH_READER_VALUE(fh_policy_read_accounts);	/* struct fh_policy */
FH_READER_VALUE(fh_policy_read_audit);	/* struct fh_audit_settings */
FH_READER_VALUE(fh_policy_read_budgets);	/* struct fh_policy */
FH_READER_VALUE(fh_policy_read_partitions);	/* struct fh_policy */
FH_READER_VALUE(fh_policy_read_break_glass);	/* struct fh_policy */

/*
 * Who has no list under key of the object is everybody: "*" is added.  An
 * empty list stays empty.
 */
void fh_policy_default_any(const struct fh_reader *reader,
			   struct json_object *object, const char *key,
			   struct fh_strlist *list);

#endif
