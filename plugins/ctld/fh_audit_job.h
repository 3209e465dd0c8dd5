/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records about jobs: what their parts have in common. */
#ifndef FH_AUDIT_JOB_H
#define FH_AUDIT_JOB_H

#include <stdbool.h>

#include "fh_audit.h"
#include "fh_start.h"
#include "plugins/common/fh_reader.h"
#include "plugins/common/fh_terms.h"

/* Texts that a record borrows while it is made. */
struct fh_audit_texts {
	char nonce[FH_NONCE_HEX + 1];
	char data_class[2 * FH_READER_NAME_MAX];
	char accel[FH_TYPE_NAME_MAX + 16];
	char *zones;		/* malloc'ed */
};

/*
 * What the job's terms say: their text, nonce and class.
 * terms:  NULL = none.
 * texts:  to fh_audit_texts_clear().
 */
void fh_audit_set_terms(struct fh_audit_record *record, const char *terms,
			struct fh_audit_texts *texts);

/*
 * Where a job runs, by which configuration, and with which accelerator.
 * start:  of it, used, outside (the record says so) and gres.
 * Returns 0, or -1 without memory.
 */
int fh_audit_set_place(struct fh_audit_record *record,
		       const struct fh_conf *conf,
		       const struct fh_start *start,
		       struct fh_audit_texts *texts);

void fh_audit_texts_clear(struct fh_audit_texts *texts);

#endif
