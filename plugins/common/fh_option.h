/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options a job can carry, once for every place that knows them: sbatch
 * (SPANK), slurmctld (job_submit), `scontrol update comment=` and scost.
 */
#ifndef FH_OPTION_H
#define FH_OPTION_H

#include <stdbool.h>

#include "fh_error.h"

enum fh_option {
	FH_OPT_ACCEL,
	FH_OPT_ACCEL_POLICY,
	FH_OPT_ACCEL_WAIT,
	FH_OPT_ACCEL_SPEED,
	FH_OPT_ACCEL_MEM,
	FH_OPT_ACCEL_RUNTIME,
	FH_OPT_ACCEL_SPAN,
	FH_OPT_ZONE,
	FH_OPT_DATA_CLASS,
	FH_OPT_DATASET,
	FH_OPT_COST_LIMIT,
	FH_OPT_TENANCY,
	FH_OPT_COUNT
};

/* Bytes of one value: the longest --zone there can be. */
#define FH_OPTION_VALUE_MAX 2048

/* What stands in front of options in a job's comment. */
#define FH_COMMENT_PREFIX "freehold:"

struct fh_option_info {
	const char *name;	/* "accel-policy": --accel-policy=ARG */
	const char *arg;	/* shown in --help: "POLICY" */
	const char *help;	/* one line for --help */
	const char *variable;	/* "FREEHOLD_ACCEL_POLICY" */
	const char *not_yet;	/* why the option is refused in this version,
				 * to stand behind its name: "is not available
				 * ..."; NULL = it works */
};

/* The values as the user wrote them; NULL = not given.  Owned copies. */
struct fh_wish {
	char *value[FH_OPT_COUNT];
};

const struct fh_option_info *fh_option_info(enum fh_option option);

/*
 * Set one value (copied; replaces an older one).
 * Returns 0, or -1 with err set: too long, empty, or bytes outside printable
 * ASCII.
 */
int fh_wish_set(struct fh_wish *wish, enum fh_option option,
		const char *value, struct fh_error *err);

/*
 * Take over what from gives and wish lacks (options win over variables).
 * Returns 0, or -1 with err set (no memory) and wish as it was.
 */
int fh_wish_fill(struct fh_wish *wish, const struct fh_wish *from,
		 struct fh_error *err);

/*
 * "NAME=value" from an environment list: stored when NAME is the variable of
 * an option and the option is not set yet.
 * Returns 1 when taken, 0 when it is something else or already set, -1 with
 * err set when its value is bad.
 */
int fh_wish_take_variable(struct fh_wish *wish, const char *assignment,
			  struct fh_error *err);

/*
 * Options on one line, as in a comment behind FH_COMMENT_PREFIX:
 * "--accel=a100:8 --zone=us", with blanks between them.  Replaces the options
 * named; an empty value ("--zone=") takes one away.
 * Returns 0, or -1 with err set (unknown option with a did-you-mean, a word
 * that is no option) and wish as it was.
 */
int fh_wish_parse_line(struct fh_wish *wish, const char *line,
		       struct fh_error *err);

/* Is no option given? */
bool fh_wish_empty(const struct fh_wish *wish);

void fh_wish_clear(struct fh_wish *wish);

#endif
