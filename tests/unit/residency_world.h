/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For the tests of the shipped residency catalogue: the catalogue, zones all
 * over the world, and what a class made of a rule says about them.
 */
#ifndef RESIDENCY_WORLD_H
#define RESIDENCY_WORLD_H

#include "conf_case.h"
#include "fh_judge.h"
#include "fh_residency.h"
#include "fh_units.h"

#define ZONE(name, code, more) \
	"\"" name "\": {\"site\": \"s\", \"jurisdiction\": \"" code "\"," \
	" \"tenancy\": \"cloud\", \"operator\": \"o\"" more "}"

/* A zone wherever a test asks; two of them in regimes. */
static const char world[] =
	"{\"sites\": {\"s\": {}}, \"zones\": {"
	ZONE("berlin", "DE-BE", "") "," ZONE("paris", "FR", "") ","
	ZONE("oslo", "NO", "") "," ZONE("zurich", "CH", "") ","
	ZONE("london", "GB", "") "," ZONE("moscow", "RU", "") ","
	ZONE("texas", "US-TX", "") "," ZONE("montreal", "CA-QC", "") ","
	ZONE("toronto", "CA-ON", "") "," ZONE("tokyo", "JP", "") ","
	ZONE("singapore", "SG", "") "," ZONE("mumbai", "IN", "") ","
	ZONE("dhaka", "BD", "") "," ZONE("riyadh", "SA", "") ","
	ZONE("dubai", "AE-DU", "") ","
	ZONE("dubai-difc", "AE-DU", ", \"regime\": \"DIFC\"") ","
	ZONE("abudhabi-adgm", "AE-AZ", ", \"regime\": \"ADGM\"") ","
	ZONE("beijing", "CN-BJ", "") "," ZONE("hongkong", "HK", "") ","
	ZONE("hongkong-sar", "CN-HK", "") "," ZONE("montevideo", "UY", "")
	"}}";

struct shipped {
	struct fh_residency *residency;
	struct fh_conf conf;		/* the world; a policy for one class */
};

static inline int setup(void **state)
{
	struct shipped *shipped = calloc(1, sizeof(*shipped));
	const char *top = getenv("srcdir");
	struct fh_json *doc = conf_case_parse(world);
	struct fh_diags diags = { 0 };
	char told[CONF_CASE_TEXT_MAX], dir[512];

	assert_non_null(shipped);
	snprintf(dir, sizeof(dir), "%s/conf/residency", top ? top : ".");
	shipped->residency = fh_residency_load_dir(dir, &diags);
	fh_zones_read(doc, "", &shipped->conf.zones, &diags);
	conf_case_join(&diags, told);
	assert_string_equal(told, "");
	fh_json_free(doc);
	*state = shipped;
	return 0;
}

static inline int teardown(void **state)
{
	struct shipped *shipped = *state;

	fh_zones_clear(&shipped->conf.zones);
	fh_residency_free(shipped->residency);
	free(shipped);
	return 0;
}

static inline const struct fh_residency_rule *
rule_of(const struct shipped *shipped, const char *origin, const char *label)
{
	const struct fh_residency_rule *rule =
		fh_residency_find(shipped->residency, origin, label);

	if (!rule)
		fail_msg("no rule for %s data of %s", label, origin);
	return rule;
}

/*
 * The policy with the class that the rule makes for data of the origin, as an
 * administrator would open it.
 */
static inline void make_policy(struct shipped *shipped,
			       const struct fh_residency_rule *rule,
			       const char *origin)
{
	static const char empty[] = "\"accounts\": []";
	char *text = fh_residency_template(shipped->residency, rule, origin,
					   FH_UNKNOWN);
	char *accounts, whole[CONF_CASE_TEXT_MAX], told[CONF_CASE_TEXT_MAX];
	struct fh_diags diags = { 0 };
	struct fh_json *doc;

	assert_non_null(text);
	accounts = strstr(text, empty);
	assert_non_null(accounts);
	*accounts = '\0';
	snprintf(whole, sizeof(whole), "{\"data_classes\": {%s"
		 "\"accounts\": [\"*\"]%s}}", text, accounts + strlen(empty));
	free(text);
	doc = conf_case_parse(whole);
	fh_policy_read(doc, "", &shipped->conf.zones, &shipped->conf.policy,
		       &diags);
	conf_case_join(&diags, told);
	assert_string_equal(told, "");
	fh_json_free(doc);
}

/* May such data be in the zone, by the class that is made of the rule? */
static inline bool allowed(struct shipped *shipped, const char *origin,
			   const char *label, const char *zone)
{
	const struct fh_residency_rule *rule = rule_of(shipped, origin, label);
	int index = fh_zones_find(&shipped->conf.zones, zone);
	char name[64];
	struct fh_terms terms = { .request.data_class = name };
	bool yes;

	assert_true(index >= 0);
	snprintf(name, sizeof(name), "%s@%s", label, origin);
	make_policy(shipped, rule, origin);
	yes = fh_judge(&shipped->conf, &terms, index, 0).allowed;
	fh_policy_clear(&shipped->conf.policy);
	return yes;
}

static inline void check_day(int64_t at_s, const char *wanted)
{
	char day[32];

	assert_string_equal(fh_residency_format_day(at_s, day, sizeof(day)),
			    wanted);
}

#endif
