/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Datasets that a job names: see fh_dataset.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_dataset.h"
#include "fh_line.h"
#include "fh_quote.h"
#include "fh_suggest.h"

#define LIST_MAX 160		/* bytes of names listed in one message */

const struct fh_dataset *fh_dataset_find(const struct fh_policy *policy,
					 const char *name)
{
	for (size_t i = 0; i < policy->dataset_count; i++)
		if (!strcmp(policy->dataset[i].name, name))
			return &policy->dataset[i];
	return NULL;
}

const struct fh_class *fh_dataset_class(const struct fh_policy *policy,
					const struct fh_grant *grant)
{
	const struct fh_dataset *dataset = fh_dataset_find(policy,
							   grant->name);

	return dataset ? &policy->data_class[dataset->data_class] : NULL;
}

bool fh_dataset_open_to(const struct fh_dataset *dataset, const char *account)
{
	return fh_strlist_has(&dataset->accounts, "*") ||
	       (account && fh_strlist_has(&dataset->accounts, account));
}

enum fh_access fh_dataset_access(const struct fh_dataset *dataset,
				 enum fh_access asked)
{
	if (asked == FH_ACCESS_NONE)
		return dataset->mode == FH_DATASET_RW ? FH_ACCESS_RW :
							FH_ACCESS_RO;
	if (asked == FH_ACCESS_RW && dataset->mode == FH_DATASET_RO)
		return FH_ACCESS_NONE;
	return asked;
}

/* "; did you mean mri?", or ".", and those the account may use. */
static int reject_name(const struct fh_policy *policy, const char *account,
		       const char *name, struct fh_error *err)
{
	const char **usable = calloc(policy->dataset_count + 1,
				     sizeof(*usable));
	struct fh_quoted typed, shown;
	struct fh_line list = { 0 };
	const char *near;
	size_t count = 0;

	if (!usable)
		return fh_err_nomem(err);
	for (size_t i = 0; i < policy->dataset_count; i++) {
		if (!fh_dataset_open_to(&policy->dataset[i], account))
			continue;
		usable[count] = policy->dataset[i].name;
		fh_line_list(&list, LIST_MAX, ", ", usable[count++]);
	}
	near = fh_suggest(name, usable, count);
	fh_err(err, "--dataset: there is no dataset '%s' for %s%s%s%s%s "
	       "Datasets it may use: %s", fh_quote(name, &typed),
	       account ? "account " : "a job without an account",
	       account ? fh_quote(account, &shown) : "",
	       near ? "; did you mean " : ".", near ? near : "",
	       near ? "?" : "", fh_line_end(&list));
	free(usable);
	return -1;
}

/* Terms that ask for nothing but the dataset's class. */
static struct fh_terms of_class(const struct fh_conf *conf,
				const struct fh_terms *terms,
				const struct fh_dataset *dataset)
{
	struct fh_terms ret = *terms;

	ret.request = (struct fh_request) {
		.data_class = conf->policy.data_class[dataset->data_class].name,
	};
	return ret;
}

/* May account and user have data of the class? */
static bool class_is_open(const struct fh_conf *conf,
			  const struct fh_terms *terms,
			  const struct fh_dataset *dataset, int64_t now_s)
{
	const struct fh_class *data_class =
		&conf->policy.data_class[dataset->data_class];
	struct fh_terms only = of_class(conf, terms, dataset);

	return data_class->enforce == FH_OBSERVE ||
	       fh_judge_glass(conf, &only, now_s) ||
	       (fh_class_open_to(data_class, terms->account) &&
		fh_class_open_to_user(data_class, terms->user));
}

/*
 * A dataset of somebody else is refused in the words of one that is not
 * there: its name is nobody else's business.
 */
static int check_one(const struct fh_conf *conf, const struct fh_terms *terms,
		     const struct fh_grant *grant, int64_t now_s,
		     struct fh_error *err)
{
	const struct fh_dataset *dataset =
		fh_dataset_find(&conf->policy, grant->name);

	if (!dataset || !fh_dataset_open_to(dataset, terms->account))
		return reject_name(&conf->policy, terms->account, grant->name,
				   err);
	if (!class_is_open(conf, terms, dataset, now_s))
		return fh_err(err, "--dataset: '%s' is of class %s, which the "
			      "job's account or user may not use", grant->name,
			      fh_dataset_class(&conf->policy, grant)->name);
	if (fh_dataset_access(dataset, grant->access) == FH_ACCESS_NONE)
		return fh_err(err, "--dataset: '%s' is read-only; write "
			      "--dataset=%s:ro", grant->name, grant->name);
	return 0;
}

int fh_dataset_check(const struct fh_conf *conf, const struct fh_terms *terms,
		     int64_t now_s, struct fh_error *err)
{
	const struct fh_request *request = &terms->request;

	for (size_t i = 0; i < request->dataset_count; i++)
		if (check_one(conf, terms, &request->dataset[i], now_s, err))
			return -1;
	return 0;
}

bool fh_dataset_restricts(const struct fh_conf *conf,
			  const struct fh_terms *terms)
{
	const struct fh_request *request = &terms->request;

	for (size_t i = 0; i < request->dataset_count; i++) {
		const struct fh_dataset *dataset =
			fh_dataset_find(&conf->policy,
					request->dataset[i].name);
		struct fh_terms only;

		if (!dataset || dataset->only_at_home)
			return true;
		only = of_class(conf, terms, dataset);
		if (fh_judge_restricts(conf, &only))
			return true;
	}
	return false;
}

/* The first thing that speaks against it besides the class. */
static enum fh_rule rule_against(const struct fh_conf *conf,
				 const struct fh_terms *terms,
				 const struct fh_grant *grant,
				 const struct fh_dataset *dataset, int zone)
{
	if (!dataset)
		return FH_RULE_DATASET_UNKNOWN;
	if (!fh_dataset_open_to(dataset, terms->account))
		return FH_RULE_DATASET_ACCOUNT;
	if (fh_dataset_access(dataset, grant->access) == FH_ACCESS_NONE)
		return FH_RULE_DATASET_MODE;
	if (dataset->only_at_home &&
	    (zone == FH_NO_ZONE ||
	     !fh_strlist_has(&dataset->home_zones,
			     conf->zones.zone[zone].name)))
		return FH_RULE_DATASET_HOME;
	return FH_RULE_NONE;
}

static struct fh_verdict judge_one(const struct fh_conf *conf,
				   const struct fh_terms *terms,
				   const struct fh_grant *grant, int zone,
				   int64_t now_s)
{
	const struct fh_dataset *dataset =
		fh_dataset_find(&conf->policy, grant->name);
	struct fh_verdict denied = {
		.rule = rule_against(conf, terms, grant, dataset, zone),
	};
	struct fh_terms only;

	if (denied.rule != FH_RULE_NONE)
		return denied;
	only = of_class(conf, terms, dataset);
	return fh_judge(conf, &only, zone, now_s);
}

/* Of two verdicts that allow: an exception before a class that observes. */
static bool says_more(const struct fh_verdict *next,
		      const struct fh_verdict *verdict)
{
	if (verdict->glass || next->glass)
		return !verdict->glass;
	return next->observed && !verdict->observed;
}

void fh_dataset_judge(const struct fh_conf *conf, const struct fh_terms *terms,
		      int zone, int64_t now_s, struct fh_verdict *verdict)
{
	const struct fh_request *request = &terms->request;

	for (size_t i = 0; verdict->allowed && i < request->dataset_count;
	     i++) {
		struct fh_verdict next = judge_one(
			conf, terms, &request->dataset[i], zone, now_s);

		next.dataset = i + 1;
		if (!next.allowed || says_more(&next, verdict))
			*verdict = next;
	}
}

void fh_dataset_explain(const struct fh_conf *conf,
			const struct fh_terms *terms,
			const struct fh_verdict *verdict, char *buf,
			size_t size)
{
	static const char *const why[FH_RULE_COUNT] = {
		[FH_RULE_DATASET_UNKNOWN] = "it is not in the policy any more",
		[FH_RULE_DATASET_ACCOUNT] =
			"it is not open to the job's account",
		[FH_RULE_DATASET_MODE] = "it is read-only now",
		[FH_RULE_DATASET_HOME] = "it is not at home there",
	};
	const char *name = terms->request.dataset[verdict->dataset - 1].name;
	const struct fh_dataset *dataset =
		fh_dataset_find(&conf->policy, name);
	struct fh_verdict inner = *verdict;
	int len = snprintf(buf, size, "dataset %s: ", name);
	struct fh_terms only;

	if (len < 0 || (size_t) len >= size)
		return;
	buf += len;
	size -= (size_t) len;
	if (why[verdict->rule] || !dataset) {
		snprintf(buf, size, "%s", why[verdict->rule] ?
			 why[verdict->rule] : "");
		return;
	}
	inner.dataset = 0;
	only = of_class(conf, terms, dataset);
	fh_judge_explain(conf, &only, &inner, buf, size);
}
