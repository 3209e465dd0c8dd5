/* SPDX-License-Identifier: GPL-2.0-or-later */
/* freehold check: each rule's judgement over a table of made-up facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "contribs/freehold/check.h"

#define COUNT(table) (sizeof(table) / sizeof(*(table)))
#define DIGEST "0123456789ab"

/* An installation with nothing to say against it. */
static const struct check_facts good = {
	.setting = {
		[CHECK_VERSION] = "22.05.8",
		[CHECK_SELECT_TYPE] = "select/cons_tres_freehold",
		[CHECK_JOB_SUBMIT_PLUGINS] = "lua,freehold",
		[CHECK_PROLOG_FLAGS] = "Alloc,Contain",
		[CHECK_SCHEDULER_PARAMETERS] = "bf_window=60,"
			"bf_min_age_reserve=1,bf_min_prio_reserve=1",
		[CHECK_JOB_ACCT_GATHER_TYPE] = "jobacct_gather/cgroup",
		[CHECK_ENERGY_TYPE] = "acct_gather_energy/freehold",
		[CHECK_NODE_FREQ] = "30",
		[CHECK_PLUGIN_DIR] = "/usr/lib/freehold:/usr/lib/slurm",
	},
	.has_plugin = true,
	.sources = "conf",
	.digest = DIGEST,
	.has_state = true,
	.active = DIGEST,
	.audit = {
		.known = true,
		.status = { .level_percent = 1, .written = 17 },
		.free_kib = 1000000,
	},
};

static const struct check_rule *find_rule(const char *name)
{
	for (size_t i = 0; i < check_rule_count; i++)
		if (!strcmp(check_rule[i].name, name))
			return &check_rule[i];
	fail_msg("there is no rule %s", name);
	return NULL;
}

static void expect(const char *rule, const struct check_facts *facts,
		   enum check_result wanted, const char *says)
{
	struct fh_line what = { 0 };
	enum check_result result = check_judge(find_rule(rule), facts, &what);

	if (result != wanted || !strstr(what.text, says))
		fail_msg("%s: result %d \"%s\", not %d with \"%s\"", rule,
			 result, what.text, wanted, says);
}

static void test_good(void **state)
{
	(void) state;
	for (size_t i = 0; i < check_rule_count; i++) {
		expect(check_rule[i].name, &good, CHECK_OK, "");
		assert_true(strlen(check_rule[i].fix) > 10);
	}
}

static void test_settings(void **state)
{
	static const struct {
		const char *rule;
		enum check_setting setting;
		const char *text;
		enum check_result result;
		const char *says;
	} table[] = {
		{ "SelectType", CHECK_SELECT_TYPE, "select/cons_tres",
		  CHECK_FAILED, "select/cons_tres" },
		{ "SelectType", CHECK_SELECT_TYPE, NULL, CHECK_FAILED,
		  "none" },
		{ "JobSubmitPlugins", CHECK_JOB_SUBMIT_PLUGINS, "",
		  CHECK_FAILED, "none" },
		{ "JobSubmitPlugins", CHECK_JOB_SUBMIT_PLUGINS, "lua",
		  CHECK_FAILED, "lua" },
		{ "JobSubmitPlugins", CHECK_JOB_SUBMIT_PLUGINS, "freehold2",
		  CHECK_FAILED, "freehold2" },
		{ "JobSubmitPlugins", CHECK_JOB_SUBMIT_PLUGINS,
		  "freehold,lua", CHECK_WARNING, "not the last" },
		{ "JobSubmitPlugins", CHECK_JOB_SUBMIT_PLUGINS,
		  "job_submit/freehold", CHECK_OK, "" },
		{ "PrologFlags", CHECK_PROLOG_FLAGS, "", CHECK_FAILED,
		  "Alloc, Contain is missing" },
		{ "PrologFlags", CHECK_PROLOG_FLAGS, "Alloc,", CHECK_FAILED,
		  "Contain is missing" },
		{ "PrologFlags", CHECK_PROLOG_FLAGS, "Contain", CHECK_FAILED,
		  "Alloc is missing" },
		{ "SchedulerParameters", CHECK_SCHEDULER_PARAMETERS, NULL,
		  CHECK_FAILED, "bf_min_age_reserve, bf_min_prio_reserve" },
		{ "SchedulerParameters", CHECK_SCHEDULER_PARAMETERS,
		  "bf_min_age_reserve=1", CHECK_FAILED,
		  "bf_min_prio_reserve is missing" },
		{ "SchedulerParameters", CHECK_SCHEDULER_PARAMETERS,
		  "bf_min_age_reserve=0,bf_min_prio_reserve=1", CHECK_FAILED,
		  "bf_min_age_reserve is missing" },
		{ "SchedulerParameters", CHECK_SCHEDULER_PARAMETERS,
		  "bf_min_prio_reserve=5, bf_min_age_reserve=600", CHECK_OK,
		  "" },
		{ "JobAcctGatherType", CHECK_JOB_ACCT_GATHER_TYPE,
		  "jobacct_gather/none", CHECK_FAILED, "none" },
		{ "JobAcctGatherType", CHECK_JOB_ACCT_GATHER_TYPE, NULL,
		  CHECK_FAILED, "none" },
		{ "JobAcctGatherType", CHECK_JOB_ACCT_GATHER_TYPE,
		  "jobacct_gather/linux", CHECK_OK, "linux" },
		{ "AcctGatherEnergyType", CHECK_ENERGY_TYPE,
		  "acct_gather_energy/none", CHECK_WARNING, "none" },
		{ "AcctGatherEnergyType", CHECK_ENERGY_TYPE, NULL,
		  CHECK_WARNING, "none" },
		{ "AcctGatherEnergyType", CHECK_ENERGY_TYPE,
		  "acct_gather_energy/rapl", CHECK_FAILED, "rapl" },
		{ "AcctGatherEnergyType", CHECK_ENERGY_TYPE,
		  "acct_gather_energy/freehold,acct_gather_energy/ipmi",
		  CHECK_FAILED, "2 plugins" },
		{ "AcctGatherEnergyType", CHECK_ENERGY_TYPE,
		  "acct_gather_energy/freehold,freehold", CHECK_FAILED,
		  "2 plugins" },
		{ "AcctGatherNodeFreq", CHECK_NODE_FREQ, "0", CHECK_WARNING,
		  "don't tell" },
		{ "AcctGatherNodeFreq", CHECK_NODE_FREQ, NULL, CHECK_WARNING,
		  "don't tell" },
	};

	(void) state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct check_facts facts = good;

		facts.setting[table[i].setting] = table[i].text;
		expect(table[i].rule, &facts, table[i].result, table[i].says);
	}
}

/* Where no energy is gathered, nobody asks for watts either. */
static void test_no_energy(void **state)
{
	struct check_facts facts = good;

	(void) state;
	facts.setting[CHECK_ENERGY_TYPE] = "acct_gather_energy/none";
	facts.setting[CHECK_NODE_FREQ] = "0";
	expect("AcctGatherNodeFreq", &facts, CHECK_OK, "0");
}

static void test_host(void **state)
{
	struct check_facts facts = good;

	(void) state;
	facts.lost_dir = "/usr/lib/freehold";
	expect("PluginDir", &facts, CHECK_FAILED,
	       "/usr/lib/freehold is not on this host");
	facts = good;
	facts.has_plugin = false;
	expect("PluginDir", &facts, CHECK_FAILED, "no Freehold plugin");
	facts = good;
	facts.mistakes = 2;
	facts.mistake = "zones.json:1:1: x";
	facts.digest = NULL;
	expect("sources", &facts, CHECK_FAILED, "2 mistakes: zones.json:1:1");
	expect("active", &facts, CHECK_WARNING, DIGEST " is not what");
	facts = good;
	facts.digest = "fedcba987654";
	expect("active", &facts, CHECK_WARNING, "not what the sources say");
	facts.active = NULL;
	facts.no_active = "no such file";
	expect("active", &facts, CHECK_FAILED, "no such file");
	facts.has_state = false;
	expect("active", &facts, CHECK_UNKNOWN, "no such file");
}

/* What slurmctld would have to tell is then neither good nor bad. */
static void test_no_slurm(void **state)
{
	struct check_facts facts = good;

	(void) state;
	memset(facts.setting, 0, sizeof(facts.setting));
	facts.no_slurm = "nobody there";
	for (size_t i = 0; i < check_rule_count; i++)
		if (check_rule[i].of_slurm)
			expect(check_rule[i].name, &facts,
			       i ? CHECK_UNKNOWN : CHECK_FAILED,
			       i ? "not asked" : "nobody there");
		else
			expect(check_rule[i].name, &facts, CHECK_OK, "");
}

static void test_adopt(void **state)
{
	struct check_facts facts = { 0 };

	(void) state;
	expect("pam_slurm_adopt", &facts, CHECK_OK, "no datasets are declared");
	facts.adopt = (struct check_adopt) { 2, 9, 0, "" };
	expect("pam_slurm_adopt", &facts, CHECK_OK, "not in 9 files of this "
	       "host's /etc/pam.d; look at the nodes', too");
	facts.adopt.unreadable = 1;
	expect("pam_slurm_adopt", &facts, CHECK_UNKNOWN, "1 could not be read");
	strcpy(facts.adopt.found, "sshd");
	expect("pam_slurm_adopt", &facts, CHECK_FAILED, "/etc/pam.d/sshd has "
	       "it: its sessions see every dataset");
}

/* What is near is told, and is no failure. */
static void test_dates(void **state)
{
	struct check_facts facts = good;

	(void) state;
	expect("reviews", &facts, CHECK_OK, "no class is due");
	expect("expiries", &facts, CHECK_OK, "nothing lapses soon");
	expect("break_glass", &facts, CHECK_OK, "none");
	fh_line_list(&facts.dates.reviews, 12, ", ", "c 2026-01-");
	fh_line_list(&facts.dates.reviews, 12, ", ", "d");
	fh_line_add(&facts.dates.ends, "c: scc (x) 2026-01-01 (past)");
	fh_line_add(&facts.dates.exceptions, "INC-1 until 2026-01-01");
	expect("reviews", &facts, CHECK_WARNING, "c 2026-01- and 1 more");
	expect("expiries", &facts, CHECK_WARNING, "(past)");
	expect("break_glass", &facts, CHECK_WARNING, "INC-1 until");
}

static void test_audit(void **state)
{
	struct check_facts facts = good;

	(void) state;
	expect("audit", &facts, CHECK_OK, "decision 17 is on the disk");
	facts.audit.status.lost = 3;
	expect("audit", &facts, CHECK_WARNING, "3 records were lost");
	facts.audit.status.level_percent = 75;
	expect("audit", &facts, CHECK_FAILED, "full by 75 percent");
	facts.audit.free_kib = 255;
	expect("audit", &facts, CHECK_FAILED, "255 KiB are left");
	facts.audit.silent_s = 11;
	expect("audit", &facts, CHECK_FAILED, "nothing for 11 s");
	facts.audit.known = false;
	facts.no_audit = "no such ring";
	expect("audit", &facts, CHECK_UNKNOWN, "no such ring");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_audit),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_no_energy),
		cmocka_unit_test(test_host),
		cmocka_unit_test(test_no_slurm),
		cmocka_unit_test(test_adopt),
		cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
