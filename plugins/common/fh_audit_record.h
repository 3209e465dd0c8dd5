/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One record of the audit: who, what, why, under which configuration.  As
 * text it is a line of JSON in the log:
 *
 *   {"hash":HEX,"line":5,"decision":3,"at":"2026-01-31T12:30:00Z",
 *    "kind":"placed","job":12,"restart":0,"user":1000,...}
 *
 * hash chains the lines (fh_chain.h): its text is all that stands behind
 * "hash":"HEX", up to the end of the line.  line numbers the lines of the
 * chain from 1, decision the records that slurmctld made; a line that the log
 * itself adds repeats the last one.
 */
#ifndef FH_AUDIT_RECORD_H
#define FH_AUDIT_RECORD_H

#include <stddef.h>
#include <stdint.h>

#include "fh_chain.h"
#include "fh_error.h"

struct json_object;

#define FH_AUDIT_VERSION 1
#define FH_AUDIT_TEXT_MAX (60u << 10)	/* bytes of a record's text */
/* With the numbers of line and decision in front, and with the hash. */
#define FH_AUDIT_CHAINED_MAX (FH_AUDIT_TEXT_MAX + 80)
#define FH_AUDIT_LINE_MAX (FH_AUDIT_CHAINED_MAX + FH_DIGEST_HEX + 16)

enum fh_audit_kind {
	FH_AUDIT_SUBMITTED,	/* policy let a submission in: nonce, terms */
	FH_AUDIT_REJECTED,	/* a submission or an update: why */
	FH_AUDIT_UPDATED,	/* a pending job has new terms */
	FH_AUDIT_PLACED,	/* a job starts: nodes, zones, nonce, terms */
	FH_AUDIT_DENIED,	/* a node refused a job's task: nodes, why */
	FH_AUDIT_ENDED,		/* a job gave its nodes back: state, started */
	FH_AUDIT_STRANDED,	/* its terms no longer allow where it runs, or
				 * any place: why */
	FH_AUDIT_RECONFIGURED,	/* another configuration is in force: digest */
	FH_AUDIT_OBSERVED,	/* a class in observe mode would have denied */
	FH_AUDIT_BREAK_GLASS,	/* a dated exception was used: why */
	FH_AUDIT_RECOVERED,	/* found running without a placement: as
				 * placed */
	FH_AUDIT_OPENED,	/* the log's own: a file begins */
	FH_AUDIT_LOST,		/* the log's own: there was no room: count */
	FH_AUDIT_KINDS
};

/*
 * Texts are borrowed; NULL leaves a key out, as do 0 in the uint32_t and
 * FH_UNKNOWN in the int64_t members.  fh_audit_begin() leaves out all.
 */
struct fh_audit_record {
	enum fh_audit_kind kind;
	int64_t at_s;		/* UTC; fh_audit_add() fills it in */
	uint32_t job_id;
	uint32_t array_job_id;
	int64_t array_task;
	int64_t restart;	/* Slurm's restart count */
	int64_t uid;		/* whose job */
	int64_t by_uid;		/* who asked for it */
	const char *account;
	const char *partition;
	const char *data_class;
	const char *nonce;	/* of the terms: all tasks of an array share
				 * it, so it comes with job_id */
	const char *digest;	/* of the bundle that decided */
	const char *accel;	/* "h100:4" */
	const char *site;
	const char *zones;	/* "tx-main,ny" */
	const char *nodes;	/* "tx-h[1-4]" */
	const char *state;	/* Slurm's word: "COMPLETED" */
	const char *exit_code;	/* "0:0", as sacct prints it */
	int64_t started_s;	/* UTC */
	int64_t ended_s;
	const char *rule;	/* the rule that decided, in one word */
	const char *why;	/* a sentence for people */
	const char *terms;	/* their text: what the job is held to */
	int64_t version;	/* of OPENED: FH_AUDIT_VERSION */
	const char *cluster;
	const char *host;	/* the controller's */
	const char *previous;	/* chain's head before the file's first line */
	const char *heads;	/* others': "HOST LINES HEX;HOST ..." */
	int64_t count;		/* of LOST: records, since the ring was made */
};

/* A record of that kind with nothing in it. */
void fh_audit_begin(struct fh_audit_record *record, enum fh_audit_kind kind);

/* "placed", ...; and back: -1 when there is no such kind. */
const char *fh_audit_kind_name(enum fh_audit_kind kind);
int fh_audit_kind_find(const char *name);

/*
 * The record's text from "at" on, without the opening brace.  Bytes that are
 * no UTF-8 become U+FFFD.
 * buf:  FH_AUDIT_TEXT_MAX bytes; not terminated.
 * Returns 0, or -1 with err set (too long).
 */
int fh_audit_encode(const struct fh_audit_record *record, char *buf,
		    size_t *ret_len, struct fh_error *err);

/*
 * Chain a record's text and write its line, newline included.
 * chain:     goes behind the line; as it was on failure.
 * decision:  its number.
 * buf:       FH_AUDIT_LINE_MAX bytes; not terminated.
 */
int fh_audit_chain(struct fh_chain *chain, int64_t decision, const char *text,
		   size_t len, char *buf, size_t *ret_len,
		   struct fh_error *err);

/* The chain of a controller before its first line. */
int fh_audit_chain_begin(struct fh_chain *chain, const char *cluster,
			 const char *host, struct fh_error *err);

/* A line of the log. */
struct fh_audit_line {
	int64_t line, decision;
	char hash[FH_DIGEST_HEX + 1];
	const char *text;	/* what is chained; inside the line given */
	size_t text_len;
	struct fh_audit_record record;
	struct json_object *json;	/* owns the record's texts */
};

/*
 * Read a line, without checking its hash.
 * line:  len bytes, with or without the newline.
 * ret:   to fh_audit_line_clear(); empty on failure.
 * Returns 0, or -1 with err set (no JSON, an unknown key, a wrong type).
 */
int fh_audit_decode(const char *line, size_t len, struct fh_audit_line *ret,
		    struct fh_error *err);
void fh_audit_line_clear(struct fh_audit_line *line);

#endif
