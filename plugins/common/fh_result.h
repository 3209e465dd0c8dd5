/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Resolved terms: what slurmctld decided when the job started, for the node
 * to check and for the job's environment.  Travels in the job's SPANK
 * environment under FH_RESULT_VARIABLE to the prolog, which writes it to a
 * root-only file that slurmstepd reads.
 *
 *   1;job=17;restart=0;digest=HEX;accel=h100;count=4;variable=..;form=index;
 *   units=1;site=tx;restricted=1;class=internal;
 *   zone=tx-main/US-TX//owned/example;zone=...;
 *   node=alone;grant=mri,ro,/data/mri;hide=/data/genomes,/data/plans
 *
 * Every job has one, also a job without terms: it hides the paths of all
 * datasets.
 *
 * Encoding and versioning as in fh_terms.h.
 */
#ifndef FH_RESULT_H
#define FH_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_conf.h"
#include "fh_error.h"
#include "fh_grant.h"
#include "fh_strlist.h"

#define FH_RESULT_VARIABLE "FREEHOLD_RESULT"
#define FH_RESULT_VERSION 1
#define FH_RESULT_MAX 32768
/* Of which so many for the paths of all datasets: policies are held to it. */
#define FH_RESULT_PATHS_MAX 20480
#define FH_RESULT_ZONE_MAX 64

/* What a node is, as its root-owned node.json says, value by value. */
struct fh_identity {
	char *zone;
	char *jurisdiction;
	char *regime;		/* NULL = none */
	char *tenancy;
	char *operator_name;
	char *site;
};

/* A dataset that the job has. */
struct fh_granted {
	char *name;
	enum fh_access access;		/* never FH_ACCESS_NONE */
	struct fh_strlist paths;
};

struct fh_result {
	uint32_t job_id;
	uint32_t restart;	/* Slurm's restart count */
	char digest[FH_DIGEST_HEX + 1];
	char *accel;		/* type, or NULL: no --accel */
	uint32_t accel_count;	/* per node */
	char *visible_variable;	/* that slurmstepd is to set, or NULL */
	enum fh_visible_form visible_form;
	uint32_t units_per_device;
	char *site;		/* NULL = several */
	bool restricted;	/* the node must fit one of zone[] */
	char *data_class;	/* or NULL */
	struct fh_identity zone[FH_RESULT_ZONE_MAX];
	size_t zone_count;
	enum fh_node_share node;	/* who else may be on its nodes */
	struct fh_granted grant[FH_GRANT_MAX];
	size_t grant_count;
	struct fh_strlist hide;	/* paths of all other datasets */
};

/* The text, malloc'ed, for the caller to free; NULL with err set. */
char *fh_result_encode(const struct fh_result *result, struct fh_error *err);

/* Returns 0, or -1 with err set; ret (empty before) is then empty. */
int fh_result_decode(const char *text, struct fh_result *ret,
		     struct fh_error *err);

/*
 * Does a node of that identity fit the result?  Unrestricted ones fit
 * everywhere; else all values of one zone must be equal.
 * node:  NULL = the node does not know who it is: fits only unrestricted.
 * Returns true, or false with err set to the sentence for the user.
 */
bool fh_result_fits(const struct fh_result *result,
		    const struct fh_identity *node, struct fh_error *err);

/* Fill an identity from a zone of the configuration.  0, or -1 with err. */
int fh_identity_of_zone(const struct fh_conf *conf, int zone,
			struct fh_identity *ret, struct fh_error *err);

/*
 * Read node.json: an object with exactly the keys zone, jurisdiction,
 * regime (optional), tenancy, operator, site.
 */
int fh_identity_read(const char *name, const char *text, size_t len,
		     struct fh_identity *ret, struct fh_error *err);

void fh_identity_clear(struct fh_identity *identity);
void fh_result_clear(struct fh_result *result);

#endif
