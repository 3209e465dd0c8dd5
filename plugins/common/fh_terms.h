/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Symbolic terms: what slurmctld holds a job to, in names that are looked up
 * in the active configuration at every decision.  Stored with the job as one
 * line of text under FH_TERMS_VARIABLE; array tasks share it.
 *
 *   1;nonce=HEX;account=A;user=U;accel=h100:4|any:8;mem=81920;
 *   runtime=cuda;order=cheapest;speed=h100%3D1.000000,a100%3D0.420000;
 *   wait=600s;span=site;zones=us,in;tenancies=owned,leased;
 *   class=health@DE;datasets=mri,gen:rw;costlimit=250.000000
 *
 * The number in front is the version: a reader refuses a newer one.  Values
 * are percent-encoded outside [A-Za-z0-9_.:|,*@+/-].  Keys that are absent
 * mean "as in struct fh_request when empty".
 */
#ifndef FH_TERMS_H
#define FH_TERMS_H

#include <stddef.h>

#include "fh_conf.h"
#include "fh_error.h"
#include "fh_request.h"

#define FH_TERMS_VARIABLE "FREEHOLD_TERMS"
#define FH_TERMS_VERSION 1
#define FH_TERMS_MAX 4096	/* bytes of the text */
#define FH_NONCE_HEX 32

struct fh_terms {
	char nonce[FH_NONCE_HEX + 1];	/* lower-case hex */
	char *account;			/* Slurm account, or NULL */
	char *user;			/* with a class or dataset only; NULL = not known */
	struct fh_request request;
	/*
	 * The job's partitions with commas between, or NULL.  Not in the text:
	 * whoever asks takes them from the job, which may have moved.
	 */
	char *partitions;
};

/* Whose job it is and where it is queued; each may be NULL (not known). */
struct fh_subject {
	const char *account;		/* Slurm's */
	const char *user;		/* name */
	const char *partitions;		/* with commas between */
	bool budgeted;		/* terms are kept even when they bind nothing,
				 * so that select prices the job */
};

/*
 * Terms of a request: the account's default class and zones, else the
 * partition's, are filled in where the request says nothing, and so is the
 * origin of the account's data.  Every name is checked: types in the
 * catalogue, zone words, class, whether account and user may use it, and that
 * at least one zone is left when zones are restricted.
 * request:  copied.
 * subject:  of the job; copied.
 * nonce:    FH_NONCE_HEX hex digits made by the caller.
 * now_s:    for membership by date.
 * Returns 0, or -1 with err set to the sentence for the user.
 */
int fh_terms_make(const struct fh_conf *conf, const struct fh_request *request,
		  const struct fh_subject *subject, const char *nonce,
		  int64_t now_s, struct fh_terms *ret,
		  struct fh_error *err);

/*
 * A class without an origin gets that of the account's data, where the policy
 * has one.  Returns 0, or -1 with err set (no memory).
 */
int fh_terms_add_origin(const struct fh_conf *conf, struct fh_terms *terms,
			struct fh_error *err);

/*
 * Is the job under a data class: its own, or that of a dataset it asks for?
 */
bool fh_terms_regulated(const struct fh_terms *terms);

/*
 * The same of one class, given by its name in policy.json or as the job has
 * it.
 */
bool fh_terms_under(const struct fh_policy *policy,
		    const struct fh_terms *terms, const char *data_class);

/* Do the terms bind anything?  Without effect none need to be stored. */
bool fh_terms_bind(const struct fh_conf *conf, const struct fh_terms *terms);

/*
 * The text of the terms, malloc'ed, for the caller to free.
 * Returns NULL with err set (no memory, longer than FH_TERMS_MAX).
 */
char *fh_terms_encode(const struct fh_terms *terms, struct fh_error *err);

enum fh_terms_read {
	FH_TERMS_OK,
	FH_TERMS_NEWER,		/* made by a newer version */
	FH_TERMS_BAD,		/* unreadable */
};

/*
 * Read terms.  ret (empty before) is filled on FH_TERMS_OK only; else err
 * says why.  Unknown keys of this version are FH_TERMS_BAD: a restriction
 * that is not understood must not be dropped.
 */
enum fh_terms_read fh_terms_decode(const char *text, struct fh_terms *ret,
				   struct fh_error *err);

void fh_terms_clear(struct fh_terms *terms);

#endif
