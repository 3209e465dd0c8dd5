/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What jobs may do with the datasets of policy.json: which they may name,
 * how they may use them, where.  The paths of all others are kept from them
 * on the nodes.
 */
#ifndef FH_DATASET_H
#define FH_DATASET_H

#include "fh_conf.h"
#include "fh_judge.h"
#include "fh_terms.h"

const struct fh_dataset *fh_dataset_find(const struct fh_policy *policy,
					 const char *name);

/* The class of a dataset that a job names; NULL: there is none of that name. */
const struct fh_class *fh_dataset_class(const struct fh_policy *policy,
					const struct fh_grant *grant);

/* May the account use the dataset?  account may be NULL (none known). */
bool fh_dataset_open_to(const struct fh_dataset *dataset, const char *account);

/*
 * How a job gets the dataset.
 * asked:  FH_ACCESS_NONE = it did not say.
 * Returns FH_ACCESS_NONE when it may not have it so.
 */
enum fh_access fh_dataset_access(const struct fh_dataset *dataset,
				 enum fh_access asked);

/*
 * Is every dataset of the terms known, and may account and user have it so?
 * now_s:  decides what has a date.
 * Returns 0, or -1 with err set to the sentence for the user.
 */
int fh_dataset_check(const struct fh_conf *conf, const struct fh_terms *terms,
		     int64_t now_s, struct fh_error *err);

/* Do the datasets of the terms restrict zones? */
bool fh_dataset_restricts(const struct fh_conf *conf,
			  const struct fh_terms *terms);

/*
 * What the datasets of the terms say about a zone: each must allow it, and so
 * must its class.
 * verdict:  that of everything else; what is stricter replaces it.
 */
void fh_dataset_judge(const struct fh_conf *conf, const struct fh_terms *terms,
		      int zone, int64_t now_s, struct fh_verdict *verdict);

/* For a verdict with a dataset: "dataset mri: it is not at home there". */
void fh_dataset_explain(const struct fh_conf *conf,
			const struct fh_terms *terms,
			const struct fh_verdict *verdict, char *buf,
			size_t size);

#endif
