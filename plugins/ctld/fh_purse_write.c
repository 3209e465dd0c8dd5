/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sums of budgets as text: see fh_purse.h. */
#include "fh_purse_state.h"

#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>
#include <json-c/printbuf.h>

#include "fh_units.h"

#define state fh_purse_state
#define VERSION 1

static int add(struct json_object *to, const char *key,
	       struct json_object *value)
{
	if (!json_object_object_add(to, key, value))
		return 0;
	json_object_put(value);
	return -1;
}

/* What is not known is null. */
static int add_whole(struct json_object *to, const char *key, int64_t value)
{
	return add(to, key, value < 0 ? NULL : json_object_new_int64(value));
}

static int add_text(struct json_object *to, const char *key, const char *text)
{
	return add(to, key, json_object_new_string(text));
}

/* "a,b" */
static int add_names(struct json_object *to, const char *key,
		     const struct fh_strlist *names)
{
	struct printbuf *text = printbuf_new();
	int rc = -1;

	for (size_t i = 0; text && i < names->count; i++)
		sprintbuf(text, "%s%s", i ? "," : "", names->item[i]);
	if (text)
		rc = add_text(to, key, text->buf);
	printbuf_free(text);
	return rc;
}

static struct json_object *one_budget(const struct fh_budget *budget,
				      const struct fh_purse_line *line)
{
	struct json_object *ret = json_object_new_object();

	if (ret && !add_text(ret, "name", budget->name) &&
	    !add_names(ret, "accounts", &budget->accounts) &&
	    !add_text(ret, "period", fh_budget_period_name(budget->period)) &&
	    !add_text(ret, "over", fh_budget_over_name(budget->over)) &&
	    !add_whole(ret, "from_s", line->from_s) &&
	    !add_whole(ret, "until_s", line->until_s) &&
	    !add_whole(ret, "limit_micro", budget->limit_micro) &&
	    !add_whole(ret, "spent_micro", line->spent_micro) &&
	    !add_whole(ret, "settled_micro", line->settled_micro) &&
	    !add_whole(ret, "committed_micro", line->committed_micro) &&
	    !add_whole(ret, "pending_micro", line->pending_micro))
		return ret;
	json_object_put(ret);
	return NULL;
}

static struct json_object *one_sum(const struct fh_purse_sum *sum)
{
	struct json_object *ret = json_object_new_object();

	if (ret && !add_text(ret, "account", sum->account) &&
	    !add_whole(ret, "at_s", sum->at_s) &&
	    !add_whole(ret, "micro", sum->micro))
		return ret;
	json_object_put(ret);
	return NULL;
}

static int append(struct json_object *array, struct json_object *item)
{
	if (item && !json_object_array_add(array, item))
		return 0;
	json_object_put(item);
	return -1;
}

/* Under the lock. */
static int fill(struct json_object *root, struct json_object *budgets,
		struct json_object *settled, const struct fh_conf *conf)
{
	const struct fh_policy *policy = &conf->policy;

	for (size_t i = 0; i < policy->budget_count; i++)
		if (append(budgets, one_budget(&policy->budget[i],
					       &state.purse.line[i])))
			return -1;
	for (size_t i = 0; i < state.settled.count; i++)
		if (append(settled, one_sum(&state.settled.item[i])))
			return -1;
	return add_whole(root, "spent_as_of_s", state.purse.as_of_s);
}

char *fh_purse_write(const struct fh_conf *conf, int64_t now_s)
{
	struct json_object *root = json_object_new_object();
	struct json_object *budgets = json_object_new_array();
	struct json_object *settled = json_object_new_array();
	const char *text = NULL;
	char *ret = NULL;
	int rc = -1;

	pthread_mutex_lock(&state.lock);
	if (root && budgets && settled &&
	    !strcmp(state.purse.digest, conf->digest))
		rc = fill(root, budgets, settled, conf);
	pthread_mutex_unlock(&state.lock);
	if (!rc && !add_whole(root, "freehold_budgets", VERSION) &&
	    !add_whole(root, "written_s", now_s) &&
	    !add_text(root, "digest", conf->digest) &&
	    !add_text(root, "currency", conf->rates.currency) &&
	    !add(root, "budgets", json_object_get(budgets)) &&
	    !add(root, "settled", json_object_get(settled)))
		text = json_object_to_json_string_ext(root,
						      JSON_C_TO_STRING_PLAIN);
	if (text)
		ret = strdup(text);
	json_object_put(settled);
	json_object_put(budgets);
	json_object_put(root);
	return ret;
}
