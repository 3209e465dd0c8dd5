/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules of freehold check: see check.h. */
#include "fh_config.h"

#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/check.h"

const char *check_setting_name(enum check_setting setting)
{
	static const char *const name[CHECK_SETTINGS] = {
		[CHECK_VERSION] = "Version",
		[CHECK_SELECT_TYPE] = "SelectType",
		[CHECK_JOB_SUBMIT_PLUGINS] = "JobSubmitPlugins",
		[CHECK_PROLOG_FLAGS] = "PrologFlags",
		[CHECK_SCHEDULER_PARAMETERS] = "SchedulerParameters",
		[CHECK_JOB_ACCT_GATHER_TYPE] = "JobAcctGatherType",
		[CHECK_ENERGY_TYPE] = "AcctGatherEnergyType",
		[CHECK_NODE_FREQ] = "AcctGatherNodeFreq",
		[CHECK_PLUGIN_DIR] = "PluginDir",
		[CHECK_STATE_DIR] = "StateSaveLocation",
	};

	return name[setting];
}

/* A setting's text; "" when it was not told. */
static const char *setting(const struct check_facts *facts,
			   enum check_setting which)
{
	return facts->setting[which] ? facts->setting[which] : "";
}

/*
 * Items of a list with commas, any case, with the plugin's type left out
 * ("acct_gather_energy/ipmi" is "ipmi").
 */
struct item {
	const char *text;
	size_t len;
};

static bool next_item(const char **list, struct item *ret)
{
	const char *slash;

	*list += strspn(*list, ", ");
	if (!**list)
		return false;
	ret->text = *list;
	ret->len = strcspn(*list, ", ");
	*list += ret->len;
	slash = memchr(ret->text, '/', ret->len);
	if (slash) {
		ret->len -= (size_t) (slash + 1 - ret->text);
		ret->text = slash + 1;
	}
	return true;
}

static bool item_is(const struct item *item, const char *name)
{
	return strlen(name) == item->len &&
	       !strncasecmp(item->text, name, item->len);
}

static bool list_has(const char *list, const char *name)
{
	struct item item;

	while (next_item(&list, &item))
		if (item_is(&item, name))
			return true;
	return false;
}

/* Does the list have all of the NULL-terminated names? */
static enum check_result judge_all_of(const char *list,
				      const char *const *name,
				      struct fh_line *what)
{
	struct fh_line there = { 0 }, missing = { 0 };

	for (; *name; name++)
		fh_line_list(list_has(list, *name) ? &there : &missing,
			     FH_LINE_MAX / 2, ", ", *name);
	if (missing.len)
		fh_line_add(what, "%s is missing", missing.text);
	else
		fh_line_add(what, "%s", there.text);
	return missing.len ? CHECK_FAILED : CHECK_OK;
}

static enum check_result judge_slurmctld(const struct check_facts *facts,
					 struct fh_line *what)
{
	fh_line_add(what, "answers, Slurm %s", setting(facts, CHECK_VERSION));
	return CHECK_OK;
}

static enum check_result judge_select(const struct check_facts *facts,
				      struct fh_line *what)
{
	const char *type = setting(facts, CHECK_SELECT_TYPE);

	fh_line_add(what, "%s", *type ? type : "none");
	return strcmp(type, "select/cons_tres_freehold") ? CHECK_FAILED :
							   CHECK_OK;
}

/* What a plugin behind ours changes in a job, ours has not seen. */
static enum check_result judge_job_submit(const struct check_facts *facts,
					  struct fh_line *what)
{
	const char *list = setting(facts, CHECK_JOB_SUBMIT_PLUGINS);
	struct item last = { "", 0 };

	fh_line_add(what, "%s", *list ? list : "none");
	if (!list_has(list, "freehold"))
		return CHECK_FAILED;
	while (next_item(&list, &last))
		;
	if (item_is(&last, "freehold"))
		return CHECK_OK;
	fh_line_add(what, ": freehold is not the last");
	return CHECK_WARNING;
}

static enum check_result judge_prolog(const struct check_facts *facts,
				      struct fh_line *what)
{
	static const char *const flag[] = { "Alloc", "Contain", NULL };

	return judge_all_of(setting(facts, CHECK_PROLOG_FLAGS), flag, what);
}

static enum check_result judge_backfill(const struct check_facts *facts,
					struct fh_line *what)
{
	static const char *const parameter[] = {
		"bf_min_age_reserve", "bf_min_prio_reserve", NULL
	};
	const char *list = setting(facts, CHECK_SCHEDULER_PARAMETERS);
	struct fh_line names = { 0 };
	struct item item;

	/* Names alone: 0 is the default, and as good as not there. */
	while (next_item(&list, &item)) {
		const char *equals = memchr(item.text, '=', item.len);

		if (equals && strtol(equals + 1, NULL, 10) > 0)
			fh_line_add(&names, "%s%.*s", names.len ? "," : "",
				    (int) (equals - item.text), item.text);
	}
	return judge_all_of(names.text, parameter, what);
}

static bool is_none(const char *type)
{
	struct item item;

	return !next_item(&type, &item) || item_is(&item, "none");
}

static enum check_result judge_gather(const struct check_facts *facts,
				      struct fh_line *what)
{
	const char *type = setting(facts, CHECK_JOB_ACCT_GATHER_TYPE);

	fh_line_add(what, "%s", *type ? type : "none");
	return is_none(type) ? CHECK_FAILED : CHECK_OK;
}

static enum check_result judge_energy(const struct check_facts *facts,
				      struct fh_line *what)
{
	const char *type = setting(facts, CHECK_ENERGY_TYPE);
	const char *list = type;
	struct item item;
	size_t count = 0;

	while (next_item(&list, &item))
		count += !item_is(&item, "none");
	fh_line_add(what, "%s", *type ? type : "none");
	if (!count)
		return CHECK_WARNING;
	if (count > 1)
		fh_line_add(what, ": %zu plugins, and a job's energy would "
			    "be the sum of what they say", count);
	return count == 1 && list_has(type, "freehold") ? CHECK_OK :
							  CHECK_FAILED;
}

static enum check_result judge_node_freq(const struct check_facts *facts,
					 struct fh_line *what)
{
	const char *period = setting(facts, CHECK_NODE_FREQ);

	if (strtol(period, NULL, 10) > 0) {
		fh_line_add(what, "%s s", period);
		return CHECK_OK;
	}
	fh_line_add(what, "0: nodes don't tell their watts");
	return is_none(setting(facts, CHECK_ENERGY_TYPE)) ? CHECK_OK :
							    CHECK_WARNING;
}

static enum check_result judge_plugin_dir(const struct check_facts *facts,
					  struct fh_line *what)
{
	if (facts->lost_dir)
		fh_line_add(what, "%s is not on this host", facts->lost_dir);
	else if (!facts->has_plugin)
		fh_line_add(what, "no Freehold plugin in %s",
			    setting(facts, CHECK_PLUGIN_DIR));
	else
		fh_line_add(what, "%s", setting(facts, CHECK_PLUGIN_DIR));
	return facts->lost_dir || !facts->has_plugin ? CHECK_FAILED : CHECK_OK;
}

static enum check_result judge_sources(const struct check_facts *facts,
				       struct fh_line *what)
{
	if (!facts->mistakes) {
		fh_line_add(what, "%s has no mistakes", facts->sources);
		return CHECK_OK;
	}
	fh_line_add(what, "%zu mistake%s: %s", facts->mistakes,
		    facts->mistakes == 1 ? "" : "s",
		    facts->mistake ? facts->mistake : "");
	return CHECK_FAILED;
}

static enum check_result judge_active(const struct check_facts *facts,
				      struct fh_line *what)
{
	if (!facts->active) {
		fh_line_add(what, "%s", facts->no_active);
		return facts->has_state ? CHECK_FAILED : CHECK_UNKNOWN;
	}
	fh_line_add(what, "%.12s", facts->active);
	if (facts->digest && !strcmp(facts->active, facts->digest))
		return CHECK_OK;
	fh_line_add(what, " is not what the sources say");
	return CHECK_WARNING;
}

/* A warning when the list has anything. */
static enum check_result judge_list(const struct fh_line *list,
				    const char *otherwise,
				    struct fh_line *what)
{
	if (!list->len) {
		fh_line_add(what, "%s", otherwise);
		return CHECK_OK;
	}
	fh_line_add(what, "%s", list->text);
	if (list->left_out)
		fh_line_add(what, " and %zu more", list->left_out);
	return CHECK_WARNING;
}

static enum check_result judge_reviews(const struct check_facts *facts,
				       struct fh_line *what)
{
	return judge_list(&facts->dates.reviews, "no class is due", what);
}

static enum check_result judge_ends(const struct check_facts *facts,
				    struct fh_line *what)
{
	return judge_list(&facts->dates.ends, "nothing lapses soon", what);
}

static enum check_result judge_exceptions(const struct check_facts *facts,
					  struct fh_line *what)
{
	return judge_list(&facts->dates.exceptions, "none", what);
}

/* It takes a moment to see that it can't be written any more. */
#define AUDIT_ROOM_KIB 256

static enum check_result judge_audit(const struct check_facts *facts,
				     struct fh_line *what)
{
	const struct check_audit *audit = &facts->audit;
	const struct fh_audit_status *status = &audit->status;

	if (!audit->known) {
		fh_line_add(what, "%s", facts->no_audit ? facts->no_audit :
			    "it was not looked at");
		return CHECK_UNKNOWN;
	}
	if (audit->silent_s > FH_AUDIT_STALE_S)
		fh_line_add(what, "its writer has done nothing for %lld s",
			    (long long) audit->silent_s);
	else if (audit->free_kib < AUDIT_ROOM_KIB)
		fh_line_add(what, "%lld KiB are left where its log is",
			    (long long) audit->free_kib);
	else if (status->level_percent >= FH_AUDIT_FULL_PERCENT)
		fh_line_add(what, "its ring is full by %u percent",
			    status->level_percent);
	if (what->len)
		return CHECK_FAILED;
	fh_line_add(what, "decision %lld is on the disk, its ring full by %u "
		    "percent", (long long) status->written,
		    status->level_percent);
	if (!status->lost)
		return CHECK_OK;
	fh_line_add(what, "; %lld records were lost", (long long) status->lost);
	return CHECK_WARNING;
}

static enum check_result judge_adopt(const struct check_facts *facts,
				     struct fh_line *what)
{
	const struct check_adopt *adopt = &facts->adopt;

	if (!adopt->datasets) {
		fh_line_add(what, "no datasets are declared");
		return CHECK_OK;
	}
	if (*adopt->found) {
		fh_line_add(what, "/etc/pam.d/%s has it: its sessions see "
			    "every dataset", adopt->found);
		return CHECK_FAILED;
	}
	fh_line_add(what, "not in %zu files of this host's /etc/pam.d; look "
		    "at the nodes', too", adopt->files);
	if (!adopt->unreadable)
		return CHECK_OK;
	fh_line_add(what, "; %zu could not be read", adopt->unreadable);
	return CHECK_UNKNOWN;
}

#define IN_SLURM_CONF "in slurm.conf, then restart slurmctld and all slurmds"

const struct check_rule check_rule[] = {
	{ "slurmctld", true, judge_slurmctld,
	  "start it, and run this where slurm.conf is" },
	{ "SelectType", true, judge_select,
	  "SelectType=select/cons_tres_freehold " IN_SLURM_CONF },
	{ "JobSubmitPlugins", true, judge_job_submit,
	  "freehold as the last of JobSubmitPlugins in slurm.conf, then "
	  "restart slurmctld" },
	{ "PrologFlags", true, judge_prolog,
	  "PrologFlags=Alloc,Contain " IN_SLURM_CONF },
	{ "SchedulerParameters", true, judge_backfill,
	  "add bf_min_age_reserve=1,bf_min_prio_reserve=1 in slurm.conf, "
	  "then scontrol reconfigure" },
	{ "JobAcctGatherType", true, judge_gather,
	  "JobAcctGatherType=jobacct_gather/cgroup " IN_SLURM_CONF
	  ": without it no job has any energy" },
	{ "AcctGatherEnergyType", true, judge_energy,
	  "AcctGatherEnergyType=acct_gather_energy/freehold alone "
	  IN_SLURM_CONF },
	{ "AcctGatherNodeFreq", true, judge_node_freq,
	  "AcctGatherNodeFreq=30 " IN_SLURM_CONF },
	{ "PluginDir", true, judge_plugin_dir,
	  "install Freehold on this host, its directory first in PluginDir" },
	{ "sources", false, judge_sources,
	  "freehold lint tells all of them" },
	{ "active", false, judge_active, "freehold activate" },
	{ "audit", false, judge_audit,
	  "make room where the log is (audit.directory), see slurmctld's log; "
	  "until then jobs under a data class wait" },
	{ "reviews", false, judge_reviews,
	  "have counsel look at these classes, then give them another "
	  "\"review\"" },
	{ "expiries", false, judge_ends,
	  "renew the mechanism or attestation: what has lapsed is closed" },
	{ "pam_slurm_adopt", false, judge_adopt,
	  "pam_slurm.so, which lets nobody into a job, or no login on nodes" },
	{ "break_glass", false, judge_exceptions,
	  "nothing while it is needed: it ends by itself" },
};

const size_t check_rule_count = sizeof(check_rule) / sizeof(*check_rule);

enum check_result check_judge(const struct check_rule *rule,
			      const struct check_facts *facts,
			      struct fh_line *what)
{
	if (!rule->of_slurm || !facts->no_slurm)
		return rule->judge(facts, what);
	if (rule->judge != judge_slurmctld) {
		fh_line_add(what, "slurmctld was not asked");
		return CHECK_UNKNOWN;
	}
	fh_line_add(what, "%s", facts->no_slurm);
	return CHECK_FAILED;
}
