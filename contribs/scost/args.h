/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line, in sacct's letters. */
#ifndef SCOST_ARGS_H
#define SCOST_ARGS_H

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

#include "plugins/common/fh_strlist.h"

/* What jobs are chosen by; each may be given several times. */
enum scost_by {
	SCOST_BY_ACCOUNT,
	SCOST_BY_ASSOC,
	SCOST_BY_CLUSTER,
	SCOST_BY_CONSTRAINT,
	SCOST_BY_GROUP,
	SCOST_BY_JOB,
	SCOST_BY_JOBNAME,
	SCOST_BY_NODE,
	SCOST_BY_PARTITION,
	SCOST_BY_QOS,
	SCOST_BY_STATE,
	SCOST_BY_USER,
	SCOST_BY_WCKEY,
	SCOST_BY_COUNT
};

enum scost_action {
	SCOST_LIST,
	SCOST_HELP,
	SCOST_HELPFORMAT,
	SCOST_USAGE,
	SCOST_VERSION,
};

enum scost_output {
	SCOST_ALIGNED,
	SCOST_PARSABLE,		/* a delimiter behind every column */
	SCOST_PARSABLE2,	/* a delimiter between columns */
	SCOST_JSON,
	SCOST_EXPLAIN,
};

struct scost_args {
	enum scost_action action;
	enum scost_output output;
	bool all_users;
	bool duplicates;
	bool no_header;
	bool strict;
	struct fh_strlist by[SCOST_BY_COUNT];
	const char *start;	/* as the user wrote it; NULL = default */
	const char *end;
	char *format;		/* joined; NULL = default */
	const char *delimiter;
};

/*
 * Options that a subcommand has beside those of the listing, or in place of
 * one of the same name.
 */
struct scost_args_more {
	const struct option *options;	/* getopt's, up to one of zeroes; their
					 * val is from SCOST_ARGS_MORE on */
	/* Take one; arg is NULL without one.  0, or -1 after a message. */
	int (*take)(void *ctx, int option, const char *arg);
	void *ctx;
};

#define SCOST_ARGS_MORE 1024

/*
 * Read the command line.
 * more:  NULL: the listing's options only.
 * Returns 0, or -1 after a message on stderr.
 */
int scost_args_parse(int argc, char **argv, const struct scost_args_more *more,
		     struct scost_args *ret);

/*
 * Is a text one of those given, "a" or "a,b", in any case?  Everything is
 * where nothing was given.
 * ends:  bytes at which a text may go on: with "_" "17" chooses "17_3".
 */
bool scost_args_chosen(const struct fh_strlist *given, const char *text,
		       const char *ends);

void scost_args_help(FILE *out);

void scost_args_clear(struct scost_args *args);

#endif
