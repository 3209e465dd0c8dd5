/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the tests of data classes: zones with and without attestations, the
 * daemons in two of them, and a policy that each test gives.
 *
 *   zone    jurisdiction  tenancy
 *   berlin  DE-BE         owned    C5 of 2026, HDS until 2026-06-01
 *   texas   US-TX         leased   C5 of 2027; slurmdbd
 *   dubai   AE-DU, DIFC   cloud
 *   zurich  CH            owned    slurmctld
 */
#ifndef CLASS_CASE_H
#define CLASS_CASE_H

#include "conf_case.h"
#include "fh_judge.h"

#define ZONE(name, code, tenancy, more) \
	"\"" name "\": {\"site\": \"s\", \"jurisdiction\": \"" code "\"," \
	" \"tenancy\": \"" tenancy "\", \"operator\": \"o\"," \
	" \"nodes\": \"" name "1\"" more "}"

static const char class_zones[] =
	"{\"sites\": {\"s\": {}}, \"control_plane\": {\"slurmctld\":"
	" \"zurich\", \"slurmdbd\": \"texas\"}, \"zones\": {"
	ZONE("berlin", "DE-BE", "owned", ", \"attestations\": {\"C5\":"
	     " {\"evidence\": \"a\", \"from\": \"2026-01-01\", \"until\":"
	     " \"2027-01-01\"}, \"HDS\": {\"evidence\": \"b\", \"until\":"
	     " \"2026-06-01\"}}") ","
	ZONE("texas", "US-TX", "leased", ", \"attestations\": {\"C5\":"
	     " {\"evidence\": \"c\", \"from\": \"2027-01-01\", \"until\":"
	     " \"2028-01-01\"}}") ","
	ZONE("dubai", "AE-DU", "cloud", ", \"regime\": \"DIFC\"") ","
	ZONE("zurich", "CH", "owned", "") "}}";

enum { BERLIN, TEXAS, DUBAI, ZURICH, CLASS_ZONES };

#define Y2026_S 1767225600LL
#define MAY_S 1777593600LL	/* 2026-05-01 */
#define JUNE_2026_S 1780272000LL
#define JULY_S 1782864000LL
#define Y2027_S 1798761600LL

/* To class_case_clear(). */
static inline void class_case_load(const char *policy, struct fh_conf *ret)
{
	struct fh_json *zones = conf_case_parse(class_zones);
	struct fh_json *doc = conf_case_parse(policy);
	struct fh_diags diags = { 0 };
	char told[CONF_CASE_TEXT_MAX];

	memset(ret, 0, sizeof(*ret));
	fh_zones_read(zones, "", &ret->zones, &diags);
	fh_policy_read(doc, "", &ret->zones, &ret->policy, &diags);
	conf_case_join(&diags, told);
	assert_string_equal(told, "");
	fh_json_free(zones);
	fh_json_free(doc);
}

static inline void class_case_clear(struct fh_conf *conf)
{
	fh_policy_clear(&conf->policy);
	fh_zones_clear(&conf->zones);
}

/* What fh_judge_explain() says. */
static inline const char *class_case_why(const struct fh_conf *conf,
					 const struct fh_terms *terms,
					 int zone, int64_t now_s)
{
	static char why[320];
	struct fh_verdict verdict = fh_judge(conf, terms, zone, now_s);

	fh_judge_explain(conf, terms, &verdict, why, sizeof(why));
	return why;
}

#endif
