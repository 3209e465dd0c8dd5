/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the values of a journal's line from JSON. */
#ifndef FH_JOURNAL_VALUE_H
#define FH_JOURNAL_VALUE_H

#include <json-c/json.h>

#include "fh_journal_key.h"

/*
 * Read a value into dst, of the type that its form has in enum
 * fh_journal_form.
 * name:  for messages.
 * Returns 0, or -1 with err set.
 */
#define FH_JOURNAL_GET(function)                                       \
	int function(struct json_object *value, const char *name,      \
		     void *dst, struct fh_error *err)

typedef FH_JOURNAL_GET(fh_journal_get);

FH_JOURNAL_GET(fh_journal_get_at);
FH_JOURNAL_GET(fh_journal_get_number);
FH_JOURNAL_GET(fh_journal_get_id);
FH_JOURNAL_GET(fh_journal_get_bool);
FH_JOURNAL_GET(fh_journal_get_text);
FH_JOURNAL_GET(fh_journal_get_boot);
FH_JOURNAL_GET(fh_journal_get_source);
FH_JOURNAL_GET(fh_journal_get_part);
FH_JOURNAL_GET(fh_journal_get_energy);

/* A list of just count numbers; null is FH_UNKNOWN. */
int fh_journal_get_list(struct json_object *value, const char *name,
			int64_t *number, size_t count, struct fh_error *err);

/* "NAME is not WANTED".  Returns -1. */
int fh_journal_wrong(const char *name, const char *wanted,
		     struct fh_error *err);

#endif
