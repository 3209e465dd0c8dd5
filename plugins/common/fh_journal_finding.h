/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with one line of a journal, for the files that check it. */
#ifndef FH_JOURNAL_FINDING_H
#define FH_JOURNAL_FINDING_H

#include "fh_journal.h"
#include "fh_wide.h"

struct fh_journal_finding {
	struct fh_error *err;	/* the first sentence */
	bool found;
	int64_t error_uj;	/* the largest difference */
};

/* Something that is no difference of energy. */
void fh_journal_find(struct fh_journal_finding *finding, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Two ways to the same energy: a finding when they differ. */
struct fh_journal_pair {
	const char *what;	/* "meter gpu0" */
	const char *left, *right;	/* "by its readings", "counted" */
};
void fh_journal_compare(struct fh_journal_finding *finding,
			const struct fh_journal_pair *pair, fh_wide left_uj,
			fh_wide right_uj);

/* A meter as the start line has it, and where its readings are. */
struct fh_journal_known {
	struct fh_journal_meter meter;
	int64_t reading;	/* FH_UNKNOWN: any, or none */
};

/*
 * Does an interval's energy add up?
 * known:    its meters, or NULL when no start line was seen.
 * debt_uj:  at its begin; FH_UNKNOWN.
 */
void fh_journal_balance(const struct fh_journal_line *line,
			struct fh_journal_known *known, size_t known_count,
			int64_t debt_uj, struct fh_journal_finding *finding);

#endif
