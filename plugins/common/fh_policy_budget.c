/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the budgets of policy.json: see fh_budget.h. */
#include <string.h>

#include "fh_policy_read.h"

#define MICRO 1000000
#define AMOUNT_MAX 1000000000000

/* In the order of enum fh_budget_period. */
static const char *const period_words[] = { "month", "quarter", "year", NULL };
/* In the order of enum fh_budget_over. */
static const char *const over_words[] = { "warn", "defer", "reject", NULL };

/* An account that Slurm cannot have would leave the budget without effect. */
static FH_READER_VALUE(read_accounts)
{
	const struct fh_strlist *accounts = dst;

	fh_read_names(reader, value, field, dst);
	for (size_t i = 0; i < accounts->count; i++)
		if (strpbrk(accounts->item[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
			fh_reader_diag(reader, "Slurm keeps account names in "
				       "lower case, so \"%.80s\" is none",
				       accounts->item[i]);
}

#define AT(member) .offset = offsetof(struct fh_budget, member)

static const struct fh_field budget_fields[] = {
	{ .key = "accounts", .read = read_accounts, AT(accounts),
	  .required = true },
	{ .key = "amount", .read = fh_read_decimal, AT(limit_micro),
	  .scale = MICRO, .max = AMOUNT_MAX, .required = true },
	{ .key = "period", .read = fh_read_word, AT(period),
	  .words = period_words, .required = true },
	{ .key = "over", .read = fh_read_word, AT(over), .words = over_words,
	  .required = true },
};

static void read_budget(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	struct fh_policy *policy = dst;
	struct fh_budget *budget = &policy->budget[policy->budget_count];

	budget->name = fh_reader_strdup(reader, name);
	if (!budget->name)
		return;
	policy->budget_count++;
	fh_reader_object(reader, value, budget_fields,
			 sizeof(budget_fields) / sizeof(*budget_fields),
			 budget);
}

FH_READER_VALUE(fh_policy_read_budgets)
{
	struct fh_policy *policy = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	if (json_object_object_length(value) > FH_BUDGET_MAX) {
		fh_reader_diag(reader, "has more than %d budgets",
			       FH_BUDGET_MAX);
		return;
	}
	policy->budget = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*policy->budget));
	if (policy->budget)
		fh_reader_members(reader, value, false, read_budget, policy);
}
