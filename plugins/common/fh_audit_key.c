/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of the audit: see fh_audit_record.h. */
#include <string.h>

#include "fh_audit_key.h"
#include "fh_units.h"

#define KEY(name, form, member) \
	{ name, FH_AUDIT_FORM_##form, offsetof(struct fh_audit_record, member) }

const struct fh_audit_key fh_audit_key[FH_AUDIT_KEY_COUNT] = {
	KEY("at", INSTANT, at_s),
	KEY("kind", KIND, kind),
	KEY("job", ID, job_id),
	KEY("array_job", ID, array_job_id),
	KEY("array_task", NUMBER, array_task),
	KEY("restart", NUMBER, restart),
	KEY("user", NUMBER, uid),
	KEY("by", NUMBER, by_uid),
	KEY("account", TEXT, account),
	KEY("partition", TEXT, partition),
	KEY("class", TEXT, data_class),
	KEY("nonce", TEXT, nonce),
	KEY("digest", TEXT, digest),
	KEY("accel", TEXT, accel),
	KEY("site", TEXT, site),
	KEY("zones", TEXT, zones),
	KEY("nodes", TEXT, nodes),
	KEY("state", TEXT, state),
	KEY("exit", TEXT, exit_code),
	KEY("started", INSTANT, started_s),
	KEY("ended", INSTANT, ended_s),
	KEY("rule", TEXT, rule),
	KEY("why", TEXT, why),
	KEY("terms", TEXT, terms),
	KEY("version", NUMBER, version),
	KEY("cluster", TEXT, cluster),
	KEY("host", TEXT, host),
	KEY("previous", TEXT, previous),
	KEY("heads", TEXT, heads),
	KEY("count", NUMBER, count),
};

static const char *const kind_name[FH_AUDIT_KINDS] = {
	[FH_AUDIT_SUBMITTED] = "submitted",
	[FH_AUDIT_REJECTED] = "rejected",
	[FH_AUDIT_UPDATED] = "updated",
	[FH_AUDIT_PLACED] = "placed",
	[FH_AUDIT_DENIED] = "denied",
	[FH_AUDIT_ENDED] = "ended",
	[FH_AUDIT_STRANDED] = "stranded",
	[FH_AUDIT_RECONFIGURED] = "reconfigured",
	[FH_AUDIT_OBSERVED] = "observed",
	[FH_AUDIT_BREAK_GLASS] = "break-glass",
	[FH_AUDIT_RECOVERED] = "recovered",
	[FH_AUDIT_OPENED] = "opened",
	[FH_AUDIT_LOST] = "lost",
};

const char *fh_audit_kind_name(enum fh_audit_kind kind)
{
	return kind_name[kind];
}

int fh_audit_kind_find(const char *name)
{
	for (int i = 0; i < FH_AUDIT_KINDS; i++)
		if (!strcmp(kind_name[i], name))
			return i;
	return -1;
}

void fh_audit_begin(struct fh_audit_record *record, enum fh_audit_kind kind)
{
	memset(record, 0, sizeof(*record));
	for (size_t i = 0; i < FH_AUDIT_KEY_COUNT; i++)
		if (fh_audit_key[i].form == FH_AUDIT_FORM_NUMBER ||
		    fh_audit_key[i].form == FH_AUDIT_FORM_INSTANT)
			*(int64_t *) ((char *) record +
				      fh_audit_key[i].offset) = FH_UNKNOWN;
	record->kind = kind;
}
