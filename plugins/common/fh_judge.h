/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * May a job with these terms run in that zone?  Zones are judged, not nodes:
 * all nodes of a zone get the same answer.
 *
 * A class denies a zone that is on any of its deny-lists: by name, by
 * jurisdiction or by tenancy.  It allows one that is on its allow-lists: the
 * place (a name or a jurisdiction) where places are listed, and the tenancy
 * where tenancies are.  "allow" without any entry allows nothing; no "allow"
 * at all allows everything that is not denied.  A transfer allows a zone in
 * the same way, from its first day to its last: when it has lapsed, the zone
 * is closed.
 */
#ifndef FH_JUDGE_H
#define FH_JUDGE_H

#include "fh_conf.h"
#include "fh_terms.h"

/* The rule that decided, in the order the rules are applied. */
enum fh_rule {
	FH_RULE_NONE,		/* nothing speaks against it */
	FH_RULE_NO_ZONE,	/* the node is in no zone */
	FH_RULE_CLASS_UNKNOWN,	/* the class is gone from the policy */
	FH_RULE_CLASS_LAPSED,	/* the class was kept until a day */
	FH_RULE_CLASS_ACCOUNT,	/* the account may not use the class */
	FH_RULE_CLASS_USER,	/* the user may not */
	FH_RULE_CONTROL_PLANE,	/* a daemon that sees the job is elsewhere */
	FH_RULE_CLASS_DENY,	/* the class denies the zone */
	FH_RULE_CLASS_ALLOW,	/* the class does not allow the zone */
	FH_RULE_CLASS_TRANSFER,	/* it would by what is not in force */
	FH_RULE_CLASS_AIR_GAP,	/* the class needs an air gap */
	FH_RULE_ATTESTATION,	/* the class needs one of the zone */
	FH_RULE_FLOOR,		/* the account's floor leaves it out */
	FH_RULE_PARTITION,	/* the partition's floor does */
	FH_RULE_ZONE,		/* --zone leaves it out */
	FH_RULE_TENANCY,	/* --tenancy leaves it out */
	FH_RULE_DATASET_UNKNOWN,	/* gone from the policy */
	FH_RULE_DATASET_ACCOUNT,	/* the account may not use it */
	FH_RULE_DATASET_MODE,	/* it became read-only */
	FH_RULE_DATASET_HOME,	/* the zone is not one of its home zones */
	FH_RULE_COUNT
};

struct fh_verdict {
	bool allowed;
	enum fh_rule rule;	/* why not; FH_RULE_NONE when nothing did */
	bool observed;		/* a class in observe mode would have denied */
	/* An exception that lets it in, or NULL. */
	const struct fh_break_glass *glass;
	enum fh_rule passed;	/* what one of these two took the force of */
	/* What the zone is allowed by, or would be if it were in force. */
	const struct fh_transfer *transfer;
	/* The attestation, daemon or partition that the rule is about. */
	const char *about;
	int64_t opens_s;	/* allowed, but closed until then; 0 = open */
	size_t dataset;		/* that rule is of the job's dataset of this
				 * number, from 1 on; 0 = of the job itself */
};

/*
 * zone:   index into conf->zones.zone, or FH_NO_ZONE.
 * now_s:  decides everything that has a date.
 * Pointers in the verdict are those of conf.
 */
struct fh_verdict fh_judge(const struct fh_conf *conf,
			   const struct fh_terms *terms, int zone,
			   int64_t now_s);

/* Do the terms restrict zones?  Then a node in none takes no such job. */
bool fh_judge_restricts(const struct fh_conf *conf,
			const struct fh_terms *terms);

/* Lets an exception in force the job into any zone at all? */
bool fh_judge_glass(const struct fh_conf *conf, const struct fh_terms *terms,
		    int64_t now_s);

/* The first instants after now_s; FH_FOREVER = none. */
struct fh_judge_dates {
	int64_t change_s;	/* at which a verdict may change */
	int64_t opening_s;	/* at which one may get better */
};

/* From the dates of the policy; those of nodes are fh_zones_next_change(). */
struct fh_judge_dates fh_judge_next(const struct fh_conf *conf,
				    const struct fh_terms *terms,
				    int64_t now_s);

/* What gives a verdict on passed instead of on rule. */
struct fh_verdict fh_judge_passed(const struct fh_verdict *verdict);

/* For people: "class internal does not allow it". */
void fh_judge_explain(const struct fh_conf *conf,
		      const struct fh_terms *terms,
		      const struct fh_verdict *verdict, char *buf,
		      size_t size);

#endif
