/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The residency catalogue: what the law of an origin says about where a kind
 * of data may be, each rule with its source, and the data class that a site
 * may begin with.  A starting point for counsel, not legal advice; see
 * freehold-residency(5).
 */
#ifndef FH_RESIDENCY_H
#define FH_RESIDENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_diag.h"
#include "fh_json.h"
#include "fh_mechanism.h"
#include "fh_strlist.h"

enum fh_residency_kind {
	FH_HARD_LOCALISATION,	/* stays in the origin */
	FH_LOCAL_COPY,		/* a copy stays; others may leave */
	FH_SECTORAL_LOCALISATION,	/* stays, for this label only */
	FH_APPROVAL_REQUIRED,	/* leaves by leave of an authority */
	FH_CONDITIONAL_TRANSFER,	/* leaves on conditions: not localised */
	FH_RESTRICTED_DESTINATIONS,	/* may be anywhere but there */
	FH_FREE,		/* no rule about transfer */
	FH_RESIDENCY_KIND_COUNT
};

enum fh_confidence {
	FH_CONFIDENCE_LOW,
	FH_CONFIDENCE_MEDIUM,
	FH_CONFIDENCE_HIGH,
};

struct fh_residency_change {
	int64_t at_s;
	char *text;
};

/* What a rule or a list rests on. */
struct fh_residency_basis {
	struct fh_strlist source;	/* at least one */
	int64_t as_of_s;	/* what the source says was so then */
	int64_t review_s;	/* look again before; later than as_of_s */
	struct fh_residency_change *change;	/* known to be coming */
	size_t change_count;
};

/* A legal area with a name inside a jurisdiction. */
struct fh_residency_regime {
	char *name;		/* "DIFC" */
	char *title;
	char *jurisdiction;	/* "AE-DU" */
};

/* Places that several rules name together. */
struct fh_residency_list {
	char *name;		/* "EEA" */
	char *title;
	struct fh_strlist members;	/* codes and regimes */
	/* In the list for some recipients only: never allowed by a rule. */
	struct fh_strlist limited;	/* codes */
	struct fh_strlist limits;	/* what for, item by item */
	struct fh_residency_basis basis;
};

struct fh_residency_where {
	bool given;			/* the key was present, even empty */
	struct fh_strlist places;	/* codes and regimes, lists resolved */
	struct fh_strlist lists;	/* names of those */
};

struct fh_residency_rule {
	char *id;		/* "de-health", unique */
	char *origin;		/* "DE", "CA-QC", "DIFC", or a list: "EEA" */
	char *label;		/* "health"; unique in its origin */
	char *scope;		/* which data these are */
	char *law;
	enum fh_residency_kind kind;
	char *condition;
	struct fh_residency_where allowed;	/* without more ado */
	struct fh_residency_where denied;
	unsigned mechanisms;	/* bits 1 << enum fh_mechanism */
	enum fh_confidence confidence;
	int64_t binds_from_s;	/* INT64_MIN = it does already */
	char *note;		/* or NULL */
	struct fh_residency_basis basis;
	int64_t due_s;		/* earliest review: its own, its lists' */
};

/* Everything in the order of the files, which are in order of their names. */
struct fh_residency {
	struct fh_residency_regime *regime;
	size_t regime_count;
	struct fh_residency_list *list;
	size_t list_count;
	struct fh_residency_rule *rule;
	size_t rule_count;
};

/*
 * Read the documents of a catalogue together: lists and regimes of one may
 * be named in another.
 * doc:  count documents; NULL stands for one that could not be parsed: then
 *       no rule is read.
 * Mistakes go to diags; what could be read is in ret all the same.
 */
void fh_residency_read(struct fh_json *const *doc, size_t count,
		       struct fh_residency *ret, struct fh_diags *diags);

/*
 * Read every *.json of a directory.
 * Returns the catalogue (to fh_residency_free), or NULL with every mistake
 * in diags, sorted.  A directory without such a file is a mistake.
 */
struct fh_residency *fh_residency_load_dir(const char *dir,
					   struct fh_diags *diags);

/*
 * The rule for data of that label and origin (any case): the origin's own,
 * else that of a list it is in, else that of the country it is a part of,
 * likewise.  A regime has only its own.
 * Returns NULL where the catalogue has none, which does not mean free.
 */
const struct fh_residency_rule *
fh_residency_find(const struct fh_residency *residency, const char *origin,
		  const char *label);

/* Is the rule, or a list it rests on, to be looked at again at that instant? */
bool fh_residency_lapsed(const struct fh_residency_rule *rule, int64_t at_s);

/* The regime or list of that name (any case), or NULL. */
const struct fh_residency_regime *
fh_residency_find_regime(const struct fh_residency *residency,
			 const char *name);
const struct fh_residency_list *
fh_residency_find_list(const struct fh_residency *residency, const char *name);

/*
 * The rule as a member of policy.json's "data_classes", LABEL@ORIGIN, with
 * what the rule rests on in comments.  It opens to no account: the
 * administrator names them.
 * origin:    that was asked for, any case: a rule of "EEA" makes a class of
 *            "DE".
 * review_s:  the site's own date of review, or FH_UNKNOWN for the rule's.
 * Returns a malloc'ed text for the caller to free, or NULL (no memory).
 */
char *fh_residency_template(const struct fh_residency *residency,
			    const struct fh_residency_rule *rule,
			    const char *origin, int64_t review_s);

/*
 * The day of an instant, in UTC: "2026-01-31".  Fills buf (32 bytes hold it;
 * always terminated) and returns it.
 */
char *fh_residency_format_day(int64_t at_s, char *buf, size_t size);

/* Their names in the order of the enums, then NULL. */
extern const char *const
	fh_residency_kind_words[FH_RESIDENCY_KIND_COUNT + 1];
extern const char *const fh_confidence_words[FH_CONFIDENCE_HIGH + 2];

void fh_residency_clear(struct fh_residency *residency);
/* Clear it and free the struct.  NULL is allowed. */
void fh_residency_free(struct fh_residency *residency);

#endif
