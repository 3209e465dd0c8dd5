/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands in a journal's line, for the files that write and read it:
 *
 *   {"v":1,"n":7,"kind":"job","from_ms":...,"to_ms":...,...}
 *
 * "v", "n" and "kind" stand in every line; the table has the others, in the
 * order of the line.
 */
#ifndef FH_JOURNAL_KEY_H
#define FH_JOURNAL_KEY_H

#include "fh_journal.h"

/* How a value is written. */
enum fh_journal_form {
	FH_JOURNAL_AT,		/* a number: both from_ms and to_ms */
	FH_JOURNAL_NUMBER,	/* int64_t */
	FH_JOURNAL_ID,		/* uint32_t */
	FH_JOURNAL_MAYBE,	/* int64_t; FH_UNKNOWN is left out */
	FH_JOURNAL_FLAG,	/* bool; false is left out */
	FH_JOURNAL_BOOL,	/* bool */
	FH_JOURNAL_TEXT,	/* char[FH_JOURNAL_NAME_MAX + 1] */
	FH_JOURNAL_LABEL,	/* likewise; "" is left out */
	FH_JOURNAL_BOOT,	/* char[37] */
	FH_JOURNAL_SOURCE,	/* unsigned: "measured+modelled" */
	FH_JOURNAL_ENERGY,	/* struct fh_energy: [cpu,memory,accel,other] */
	FH_JOURNAL_PART,	/* a meter's part: "cpu"; is_node: "node" */
	FH_JOURNAL_METERS,	/* what they are: a list of objects */
	FH_JOURNAL_COUNTS,	/* what they did: {"name":[6 numbers]} */
	FH_JOURNAL_SHARES,	/* [[job,start_s,cpu,memory,accel,other]] */
	FH_JOURNAL_FORMS
};

struct fh_journal_key {
	const char *name;
	unsigned kinds;		/* 1 << enum fh_journal_kind, together */
	enum fh_journal_form form;
	size_t offset;		/* in struct fh_journal_line */
};

extern const struct fh_journal_key fh_journal_key[];
extern const size_t fh_journal_key_count;

/* A meter of a start line is an object of its own. */
extern const struct fh_journal_key fh_journal_meter_key[];
extern const size_t fh_journal_meter_key_count;

#define FH_JOURNAL_NODE "node"	/* a node's meter, in a part's place */

#define FH_JOURNAL_COUNT_VALUES 6

/* The numbers of a meter in an interval, in the order of the line. */
int64_t *fh_journal_count_at(struct fh_journal_meter *meter, size_t i);

/* "start", "interval", "job"; NULL behind the last. */
const char *fh_journal_kind_name(unsigned kind);

/* Are all values such as a journal may have?  0, or -1 with err set. */
int fh_journal_valid(const struct fh_journal_line *line,
		     struct fh_error *err);

#endif
