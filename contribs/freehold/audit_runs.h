/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The runs of jobs that an audit tells of: each start, with its end and what
 * happened on the way.
 */
#ifndef FREEHOLD_AUDIT_RUNS_H
#define FREEHOLD_AUDIT_RUNS_H

#include <stdbool.h>
#include <stdint.h>

#include "contribs/freehold/audit.h"
#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"

/* One start of a job.  Texts are malloc'ed or NULL. */
struct audit_run {
	enum fh_audit_kind kind;	/* PLACED or RECOVERED */
	uint32_t job_id;
	int64_t restart, uid;
	int64_t started_s;
	int64_t ended_s;	/* FH_UNKNOWN: no end is recorded */
	int64_t decision;	/* of the start, in the log of host */
	char *host, *account, *data_class, *nonce, *digest, *accel, *zones,
		*nodes, *terms, *state;
	bool of_class;		/* the one asked for; by audit_judge() */
	bool allowed;		/* likewise */
	char *rule;		/* why, likewise */
	bool booked;		/* slurmdbd has it */
};

/* Another record about a job. */
struct audit_event {
	enum fh_audit_kind kind;
	int64_t at_s;
	uint32_t job_id;
	int64_t uid;
	char *data_class, *nodes, *why;
};

struct audit_runs {
	struct audit_run *run;		/* by job, then start */
	size_t count;
	struct audit_event *event;	/* by time */
	size_t event_count;
	unsigned long unreadable;	/* lines */
};

/*
 * Read all logs in a directory.
 * The runs of all classes are kept, so that accounting can be compared with
 * them.
 * from_s, to_s:  runs that were over before and events outside are left out.
 * Returns 0, or -1 with err set.
 */
int audit_runs_read(const char *dir, int64_t from_s, int64_t to_s,
		    struct audit_runs *ret, struct fh_error *err);
void audit_runs_clear(struct audit_runs *runs);

/* The run of that job and start, or NULL. */
struct audit_run *audit_runs_find(const struct audit_runs *runs,
				  uint32_t job_id, int64_t started_s);

/* Configurations that were read, by digest. */
struct audit_bundles {
	const char *store;
	struct audit_bundle {
		char digest[FH_DIGEST_HEX + 1];
		struct fh_conf *conf;		/* NULL: can't be read */
		bool decided;		/* about a run of the class */
		struct fh_error why;
	} *item;
	size_t count;
};

/* The bundle of that digest; NULL without memory. */
struct audit_bundle *audit_bundle(struct audit_bundles *bundles,
					const char *digest);
void audit_bundles_clear(struct audit_bundles *bundles);

/*
 * Judge a run anew, by the archived bundle that it started under: was it under
 * the class, its own or a dataset's?  Then every node is in one of its zones,
 * and its terms allow each of them.  Fills of_class, allowed and rule.
 * Returns 0, or -1 without memory.
 */
int audit_judge(struct audit_bundles *bundles, const char *data_class,
		struct audit_run *run);

/*
 * Keep the events of the class, and those of jobs that had a run under it;
 * the runs are judged.
 */
void audit_runs_keep_events(struct audit_runs *runs, const char *data_class);

/* A run that accounting has and no log. */
struct audit_stray {
	uint32_t job_id;
	int64_t started_s;
	char *line;		/* what slurmdbd says */
};

struct audit_strays {
	struct audit_stray *item;
	size_t count;
};

/*
 * Compare with slurmdbd: runs that it has are marked as booked.
 * text:  as slurm_ask_runs() gives it; cut into pieces.
 * Returns 0, or -1 without memory.
 */
int audit_compare(struct audit_runs *runs, char *text,
		  struct audit_strays *ret);
void audit_strays_clear(struct audit_strays *strays);

#endif
