/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What jobs may ask for and where data may be (policy.json): data classes,
 * datasets, defaults and floors of accounts, and the site's switches.
 */
#ifndef FH_POLICY_H
#define FH_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_audit_settings.h"
#include "fh_diag.h"
#include "fh_json.h"
#include "fh_strlist.h"
#include "fh_zone.h"

enum fh_enforce {
	FH_OBSERVE,	/* log what would be denied, deny nothing */
	FH_ENFORCE,
};

enum fh_on_narrow {	/* a running job whose class no longer allows it */
	FH_NARROW_LEAVE,
	FH_NARROW_REQUEUE,
	FH_NARROW_CANCEL,
};

enum fh_estimate {	/* when sbatch prints the estimate line */
	FH_ESTIMATE_NEVER,
	FH_ESTIMATE_OPTIONS,	/* jobs that use one of our options */
	FH_ESTIMATE_ALWAYS,
};

enum fh_span {		/* what a multi-node job may stretch over */
	FH_SPAN_DEFAULT,	/* as policy.json says */
	FH_SPAN_SITE,
	FH_SPAN_ZONE,
	FH_SPAN_ANY,
};

/* A set of zones given by words; see fh_zone_covered(). */
struct fh_where {
	bool given;			/* the key was present, even empty */
	struct fh_strlist zones;	/* zone names */
	struct fh_strlist jurisdictions;	/* or regimes */
	unsigned tenancies;		/* bit 1 << enum fh_tenancy */
};

struct fh_class {
	char *name;
	struct fh_where allow;	/* given and empty: nothing is allowed */
	struct fh_where deny;	/* wins over allow */
	bool need_air_gap;
	struct fh_strlist accounts;	/* who may use it; "*" = all */
	enum fh_enforce enforce;
	enum fh_on_narrow on_narrow;
};

struct fh_dataset {
	char *name;
	size_t data_class;		/* index into fh_policy.data_class */
	struct fh_strlist home_zones;
	struct fh_strlist paths;	/* absolute, no "..", no trailing '/' */
	struct fh_strlist accounts;
};

/* Defaults are used where a job says nothing; a floor binds every job. */
struct fh_account {
	char *name;			/* Slurm account; "*" = every other */
	char *default_class;		/* class name or NULL */
	struct fh_strlist default_zones;	/* words */
	struct fh_strlist floor_zones;	/* words; empty = no floor */
	unsigned floor_tenancies;	/* bits; 0 = no floor */
};

struct fh_policy {
	enum fh_estimate estimate;
	enum fh_span default_span;	/* never FH_SPAN_DEFAULT */
	struct fh_class *data_class;
	size_t class_count;
	struct fh_dataset *dataset;
	size_t dataset_count;
	struct fh_account *account;
	size_t account_count;
	struct fh_audit_settings audit;
};

/*
 * As fh_catalog_read(), for policy.json.
 * zones:  names in the policy are checked against it.
 */
void fh_policy_read(const struct fh_json *doc, const char *pointer,
		    const struct fh_zones *zones, struct fh_policy *ret,
		    struct fh_diags *diags);

const struct fh_class *fh_policy_find_class(const struct fh_policy *policy,
					    const char *name);
/* The class nearest to a misspelt name, or NULL. */
const char *fh_policy_suggest_class(const struct fh_policy *policy,
				    const char *name);

/* The account's entry, else that of "*", else NULL.  name may be NULL. */
const struct fh_account *fh_policy_find_account(const struct fh_policy *policy,
						const char *name);

/* May the account use the class?  account may be NULL (none known). */
bool fh_class_open_to(const struct fh_class *data_class, const char *account);

void fh_policy_clear(struct fh_policy *policy);

#endif
