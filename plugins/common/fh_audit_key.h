/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys of an audit record, in the order they are written. */
#ifndef FH_AUDIT_KEY_H
#define FH_AUDIT_KEY_H

#include "fh_audit_record.h"

enum fh_audit_form {
	FH_AUDIT_FORM_KIND,
	FH_AUDIT_FORM_ID,	/* uint32_t, 0 is left out */
	FH_AUDIT_FORM_NUMBER,	/* int64_t, FH_UNKNOWN is left out */
	FH_AUDIT_FORM_INSTANT,	/* the same, as text */
	FH_AUDIT_FORM_TEXT	/* const char *, NULL is left out */
};

struct fh_audit_key {
	const char *name;
	enum fh_audit_form form;
	size_t offset;
};

#define FH_AUDIT_KEY_COUNT 30

extern const struct fh_audit_key fh_audit_key[FH_AUDIT_KEY_COUNT];

#endif
