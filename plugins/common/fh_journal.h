/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lines of a node's energy journal, JSON objects in the order they were
 * written, numbered without a hole:
 *
 *   start     the sampler started, or a new file begins: its meters
 *   interval  what every meter counted, and who used it
 *   job       a job has ended: all it used on this node
 *
 * Reading checks everything: a journal may have been damaged or edited.  A
 * line is written in one way only, so one that is not, byte for byte, as
 * fh_journal_encode() makes it is refused.
 */
#ifndef FH_JOURNAL_H
#define FH_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_energy.h"
#include "fh_error.h"

#define FH_JOURNAL_VERSION 1
#define FH_JOURNAL_NAME_MAX 63		/* bytes of a meter's name */
#define FH_JOURNAL_METER_MAX 128	/* of one node */
#define FH_JOURNAL_JOB_MAX 1024		/* in one interval */
#define FH_JOURNAL_LINE_MAX (256u << 10)	/* bytes, with the newline */

enum fh_journal_kind {
	FH_JOURNAL_START,
	FH_JOURNAL_INTERVAL,
	FH_JOURNAL_JOB
};

/* A meter: as it is (start), and what it did (interval). */
struct fh_journal_meter {
	char name[FH_JOURNAL_NAME_MAX + 1];	/* "package-0", "gpu3" */
	char sensor[FH_JOURNAL_NAME_MAX + 1];	/* start: "powercap", "nvml" */
	bool is_node;		/* start: the whole node's */
	bool is_power;		/* start: integrated from power */
	enum fh_energy_part part;	/* start; unless is_node */
	unsigned source;	/* start: enum fh_energy_source bits */
	int64_t range_uj;	/* start: wraps behind it, or FH_UNKNOWN */
	int64_t from_value;	/* interval: the readings it counts from and */
	int64_t to_value;	/* to, as the meter gave them; the last good
				 * one where it could not be read;
				 * FH_UNKNOWN: never read yet */
	int64_t wraps;		/* interval: how often it wrapped */
	int64_t resets;		/* interval: how often it began anew */
	int64_t uj;		/* interval: counted */
	int64_t rejected_uj;	/* interval: counted, and not believed */
};

struct fh_journal_share {
	uint32_t job_id;
	int64_t start_s;	/* tells runs of a requeued job apart; the
				 * second that its line's from_ms is in */
	struct fh_energy energy;
};

struct fh_journal_line {
	enum fh_journal_kind kind;
	int64_t number;		/* 1, 2, 3, ... */
	int64_t from_ms, to_ms;	/* UTC; start: both when; job: its life */
	/* start; job: "" unless collected */
	char node[FH_JOURNAL_NAME_MAX + 1];
	/* start */
	char boot_id[37];	/* of the kernel */
	bool simulated;		/* its hardware is */
	struct fh_journal_meter *meter;	/* interval too */
	size_t meter_count;
	/* interval */
	bool gap;		/* the sampler was away: total right; jobs
				 * that ended meanwhile by cores, devices and
				 * their time */
	int64_t node_uj;	/* of the node's meter; FH_UNKNOWN: none */
	int64_t debt_uj;	/* at its end; see fh_energy_beyond() */
	struct fh_energy metered;	/* per part */
	struct fh_journal_share *share;
	size_t share_count;
	struct fh_energy idle, system, unattributed;
	/* job */
	uint32_t job_id;
	uint32_t uid;
	bool clean;		/* it ended as it should, and Slurm was told
				 * just this energy */
	int64_t cores;
	int64_t devices;
	unsigned source;	/* enum fh_energy_source bits */
	int64_t gap_ms;		/* of its time in gaps */
	struct fh_energy energy;
};

/*
 * A line as text with its newline, malloc'ed, for the caller to free.
 * Returns NULL with err set (no memory; a value that no journal may have;
 * longer than FH_JOURNAL_LINE_MAX).
 */
char *fh_journal_encode(const struct fh_journal_line *line,
			struct fh_error *err);

/*
 * Read one line (with or without its newline).
 * ret:  empty before; to fh_journal_clear() after success.
 * Returns 0, or -1 with err set.
 */
int fh_journal_decode(const char *text, size_t len,
		      struct fh_journal_line *ret, struct fh_error *err);

void fh_journal_clear(struct fh_journal_line *line);

/* What a check of a whole journal has found so far. */
struct fh_journal_check;

/* Returns NULL without memory. */
struct fh_journal_check *fh_journal_check_new(void);

/*
 * For a check that begins in the middle: the start line that was in force
 * there.  Without one, intervals before the next start line are checked but
 * for what their meters are (see unknown_meters).
 * Returns 0, or -1 with err set (no memory).
 */
int fh_journal_check_begin(struct fh_journal_check *check,
			   const struct fh_journal_line *start,
			   struct fh_error *err);

/*
 * Check the next line: its number follows; an interval begins where the one
 * before ended (a gap: not before that), and has the meters of the start;
 * readings begin where they ended; counted + rejected = readings with wraps
 * (at least the last one after a reset; of power, any); shares + idle +
 * system + unattributed = metered per part; metered = the meters' (and with a
 * node's meter, node = parts + other - growth of the debt); a job has one
 * line, with the sum of its shares when its start is in the journal, else no
 * less.  Another boot_id begins anew, with a debt of 0.
 * Returns 0, or -1 with err set: the sentence that says what differs, by how
 * much.  The check goes on with the next line all the same.
 */
int fh_journal_check_line(struct fh_journal_check *check,
			  const struct fh_journal_line *line,
			  struct fh_error *err);

struct fh_journal_totals {
	int64_t lines, intervals, jobs, gaps;
	int64_t unknown_meters;	/* intervals before any start */
	int64_t error_uj;	/* the largest difference found */
	int64_t gap_ms;
	int64_t rejected_uj;
	struct fh_energy metered, by_jobs, idle, system, unattributed;
};
void fh_journal_check_totals(const struct fh_journal_check *check,
			     struct fh_journal_totals *ret);

void fh_journal_check_free(struct fh_journal_check *check);

#endif
