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
FH_READER_VALUE(fh_policy_read_datasets);	/* struct fh_policy */
FH_READER_VALUE(fh_policy_read_accounts);	/* struct fh_policy */
FH_READER_VALUE(fh_policy_read_audit);	/* struct fh_audit_settings */

#endif
