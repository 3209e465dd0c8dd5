/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * May a job with these terms run in that zone?  Zones are judged, not nodes:
 * all nodes of a zone get the same answer.
 *
 * A class denies a zone that is on any of its deny-lists: by name, by
 * jurisdiction or by tenancy.  It allows one that is on its allow-lists: the
 * place (a name or a jurisdiction) where places are listed, and the tenancy
 * where tenancies are.  "allow" without any entry allows nothing; no "allow"
 * at all allows everything that is not denied.
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
	FH_RULE_CLASS_ACCOUNT,	/* the account may not use the class */
	FH_RULE_CLASS_DENY,	/* the class denies the zone */
	FH_RULE_CLASS_ALLOW,	/* the class does not allow the zone */
	FH_RULE_CLASS_AIR_GAP,	/* the class needs an air gap */
	FH_RULE_FLOOR,		/* the account's floor leaves it out */
	FH_RULE_ZONE,		/* --zone leaves it out */
	FH_RULE_TENANCY,	/* --tenancy leaves it out */
	FH_RULE_COUNT
};

struct fh_verdict {
	bool allowed;
	enum fh_rule rule;	/* why not; FH_RULE_NONE when nothing did */
	bool observed;		/* a class in observe mode would have denied */
	int64_t opens_s;	/* allowed, but closed until then; 0 = open */
};

/*
 * zone:   index into conf->zones.zone, or FH_NO_ZONE.
 * now_s:  decides closed_until.
 */
struct fh_verdict fh_judge(const struct fh_conf *conf,
			   const struct fh_terms *terms, int zone,
			   int64_t now_s);

/* Do the terms restrict zones?  Then a node in none takes no such job. */
bool fh_judge_restricts(const struct fh_conf *conf,
			const struct fh_terms *terms);

/* For people: "class internal does not allow it". */
void fh_judge_explain(const struct fh_conf *conf,
		      const struct fh_terms *terms,
		      const struct fh_verdict *verdict, char *buf,
		      size_t size);

#endif
