/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What jobs may ask for and where data may be (policy.json): data classes,
 * datasets, defaults and floors of accounts and partitions, dated exceptions,
 * and the site's switches.
 *
 * A class is kept under a label and the origin of the data: "health@DE" is
 * health data of Germany; "health" alone holds for every origin that has no
 * class of its own.
 */
#ifndef FH_POLICY_H
#define FH_POLICY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_audit_settings.h"
#include "fh_budget.h"
#include "fh_diag.h"
#include "fh_json.h"
#include "fh_mechanism.h"
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

enum fh_node_share {	/* who may be on a node with a job of the class */
	FH_NODE_SHARED,		/* anybody */
	FH_NODE_SAME_GRANTS,	/* jobs that have the same datasets */
	FH_NODE_ALONE,		/* no other job */
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

/*
 * Data of a class may go where it does not allow it by itself, on these
 * grounds and as long as they last.
 */
struct fh_transfer {
	struct fh_where to;
	enum fh_mechanism mechanism;
	char *evidence;			/* contract, decision, approval */
	int64_t from_s;			/* INT64_MIN = always */
	int64_t until_s;		/* exclusive; FH_FOREVER = open */
};

struct fh_class {
	char *name;		/* LABEL or LABEL@ORIGIN */
	struct fh_where allow;	/* given and empty: nothing is allowed */
	struct fh_where deny;	/* wins over allow */
	unsigned mechanisms;	/* bits a transfer may have; 0 = any */
	struct fh_transfer *transfer;
	size_t transfer_count;
	struct fh_strlist attestations;	/* that a zone must have */
	struct fh_where control_plane;	/* where every overseer must be */
	bool need_air_gap;
	struct fh_strlist accounts;	/* who may use it; "*" = all */
	bool users_given;		/* only some users of the accounts */
	struct fh_strlist users;
	int64_t until_s;	/* closed from then on; FH_FOREVER */
	int64_t review_s;	/* a warning from then on; FH_FOREVER */
	enum fh_enforce enforce;
	enum fh_on_narrow on_narrow;
	enum fh_node_share node;
};

enum fh_dataset_mode {
	FH_DATASET_RO,		/* jobs read it */
	FH_DATASET_ASKED,	/* jobs that say so write it */
	FH_DATASET_RW,		/* jobs write it unless they say ro */
};

struct fh_dataset {
	char *name;
	size_t data_class;		/* index into fh_policy.data_class */
	struct fh_strlist home_zones;
	bool only_at_home;		/* jobs run in its home zones only */
	enum fh_dataset_mode mode;
	struct fh_strlist paths;	/* absolute, no "..", no trailing '/' */
	struct fh_strlist accounts;
};

/*
 * Of an account or a partition.  Defaults are used where a job says nothing;
 * a floor binds every job.
 */
struct fh_account {
	char *name;		/* Slurm's; of accounts "*" = every other */
	char *origin;			/* of its data, or NULL; accounts */
	char *default_class;		/* class name or NULL */
	struct fh_strlist default_zones;	/* words */
	struct fh_strlist floor_zones;	/* words; empty = no floor */
	unsigned floor_tenancies;	/* bits; 0 = no floor */
};

/*
 * A dated exception: jobs of these classes may run there in spite of their
 * class and of floors.  The only way past them, for everybody.
 */
struct fh_break_glass {
	char *name;			/* "INC-42" */
	char *reason;
	char *approved_by;
	int64_t from_s, until_s;	/* until_s is exclusive */
	struct fh_strlist classes;	/* names of classes */
	struct fh_strlist accounts;	/* "*" = all */
	struct fh_strlist users;	/* "*" = all */
	struct fh_where to;
};

/* An exception lasts so long at most: else it is a policy. */
#define FH_BREAK_GLASS_MAX_S (31 * 86400)

/* In the order of enum fh_node_share; NULL at the end. */
extern const char *const fh_node_share_words[];
/* That of the name of len bytes; of another name FH_NODE_ALONE. */
enum fh_node_share fh_node_share_find(const char *name, size_t len);

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
	struct fh_budget *budget;
	size_t budget_count;
	struct fh_account *partition;
	size_t partition_count;
	struct fh_break_glass *break_glass;
	size_t break_glass_count;
};

/*
 * As fh_catalog_read(), for policy.json.
 * zones:  names in the policy are checked against it.
 */
void fh_policy_read(const struct fh_json *doc, const char *pointer,
		    const struct fh_zones *zones, struct fh_policy *ret,
		    struct fh_diags *diags);

/*
 * The class of data, named LABEL[@ORIGIN]: that of the origin (any case), else
 * that of the country the origin is in ("CA" for "CA-QC"), else that of the
 * label alone; NULL when there is none.
 */
const struct fh_class *fh_policy_find_class(const struct fh_policy *policy,
					    const char *name);

/* Has the class's name an origin?  Returns it, or NULL. */
const char *fh_class_origin(const char *name);

/* The class nearest to a misspelt name, or NULL. */
const char *fh_policy_suggest_class(const struct fh_policy *policy,
				    const char *name);

/* The account's entry, else that of "*", else NULL.  name may be NULL. */
const struct fh_account *fh_policy_find_account(const struct fh_policy *policy,
						const char *name);

/*
 * The entry of the next partition in a list that has one, or NULL at its end.
 * list:  "a,b" or NULL; moves behind the partition.
 */
const struct fh_account *
fh_policy_next_partition(const struct fh_policy *policy, const char **list);

/* May the account use the class?  account may be NULL (none known). */
bool fh_class_open_to(const struct fh_class *data_class, const char *account);

/* May the user, if the account may?  user may be NULL (not known). */
bool fh_class_open_to_user(const struct fh_class *data_class,
			   const char *user);

void fh_policy_clear(struct fh_policy *policy);

#endif
