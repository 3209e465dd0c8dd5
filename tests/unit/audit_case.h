/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For tests and measurements of slurmctld's audit: a state directory with an
 * active bundle, records to add, and a log to read back.
 */
#ifndef AUDIT_CASE_H
#define AUDIT_CASE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake_conf.h"
#include "fake_slurm.h"
#include "fh_audit.h"
#include "fh_ctld.h"
#include "plugins/common/fh_audit_check.h"
#include "plugins/common/fh_bundle.h"
#include "plugins/common/fh_file.h"

struct audit_case {
	char dir[128];		/* StateSaveLocation */
	char ring_dir[64];
	char log_dir[256];
	char host[128];
	char path[448];		/* of the log */
};

static inline void audit_case_fail(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s\n", what, why);
	exit(1);
}

/* rotate_mib:  of the log's files. */
static inline void audit_case_begin(struct audit_case *c, const char *below,
				    unsigned rotate_mib)
{
	char policy[512], store[256], digest[FH_DIGEST_HEX + 1], *bundle;
	struct fh_error err = { "" };

	snprintf(c->dir, sizeof(c->dir), "%s/freehold-audit-XXXXXX", below);
	if (!mkdtemp(c->dir))
		audit_case_fail(c->dir, "can't be made");
	strcpy(c->ring_dir, "/dev/shm/freehold-audit-XXXXXX");
	if (!mkdtemp(c->ring_dir))
		audit_case_fail(c->ring_dir, "can't be made");
	snprintf(c->log_dir, sizeof(c->log_dir), "%s/freehold/audit", c->dir);
	if (gethostname(c->host, sizeof(c->host)))
		audit_case_fail("gethostname", "failed");
	snprintf(c->path, sizeof(c->path), "%s/%s.jsonl", c->log_dir, c->host);
	snprintf(store, sizeof(store), "%s/freehold", c->dir);
	snprintf(policy, sizeof(policy), "{\"audit\": {\"ring_directory\": "
		 "\"%s\", \"ring_mib\": 8, \"rotate_mib\": %u}}", c->ring_dir,
		 rotate_mib);
	bundle = fake_conf_bundle(policy);
	if (fh_file_mkdirs(store, 0700, &err) ||
	    fh_bundle_store(store, bundle, strlen(bundle), digest, &err) ||
	    fh_bundle_activate(store, digest, &err))
		audit_case_fail("bundle", err.text);
	free(bundle);
	snprintf(fake_slurm_state, sizeof(fake_slurm_state), "%s", c->dir);
}

static inline void audit_case_end(const struct audit_case *c)
{
	char command[256];

	snprintf(command, sizeof(command), "rm -rf '%s' '%s'", c->dir,
		 c->ring_dir);
	if (system(command))
		audit_case_fail(c->dir, "can't be removed");
}

/* In a process of its own: its audit is one. */
static inline void audit_case_open(const struct audit_case *c)
{
	struct fh_error err = { "" };

	if (fh_ctld_attach(c->dir, &err) || fh_audit_open(&err))
		audit_case_fail("open", err.text);
}

#define AUDIT_CASE_TERMS \
	"1;nonce=00112233445566778899aabbccddeeff;account=bio;" \
	"accel=h100:4|a100:8;zones=us;class=internal"

/* A start, as the select plugin records it. */
static inline void audit_case_record(struct fh_audit_record *record,
				     uint32_t job_id)
{
	fh_audit_begin(record, FH_AUDIT_PLACED);
	record->job_id = job_id;
	record->restart = 0;
	record->uid = 1000;
	record->account = "bio";
	record->partition = "all";
	record->started_s = 1790000000;
	record->nodes = "tx-h[1-4]";
	record->zones = "tx-main";
	record->digest = "0123456789abcdef0123456789abcdef"
			 "0123456789abcdef0123456789abcdef";
}

/* One file of the log.  Returns its lines; ends the program when unsound. */
static inline int64_t audit_case_check_file(const struct audit_case *c,
					    const char *path,
					    struct fh_audit_check *check)
{
	FILE *in = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;
	int64_t lines = 0;
	ssize_t len;

	while (in && (len = getline(&text, &size, in)) > 0) {
		struct fh_audit_line line;
		struct fh_error err;

		if (fh_audit_decode(text, (size_t) len, &line, &err) ||
		    fh_audit_check_line(check, c->host, !lines, &line, &err))
			audit_case_fail(path, err.text);
		fh_audit_line_clear(&line);
		lines++;
	}
	free(text);
	if (in)
		fclose(in);
	return lines;
}

/* The whole log, older files first.  Returns the newest file's first line. */
static inline int64_t audit_case_check(const struct audit_case *c,
				    struct fh_audit_check *check)
{
	char older[512];
	int64_t next = 1, lines;

	memset(check, 0, sizeof(*check));
	do {
		snprintf(older, sizeof(older), "%s.%lld", c->path,
			 (long long) next);
		lines = audit_case_check_file(c, older, check);
		next += lines;
	} while (lines);
	audit_case_check_file(c, c->path, check);
	return next;
}

#endif
