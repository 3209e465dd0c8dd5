/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of a request: see fh_request.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fh_need.h"
#include "fh_quote.h"
#include "fh_request.h"
#include "fh_speed.h"
#include "fh_units.h"

/* Letters and digits that names may hold, and the signs between them. */
#define NAME_BYTES "abcdefghijklmnopqrstuvwxyz" \
		   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"

#define HOW_ACCEL "write TYPE:COUNT, as in h100:4, with | between alternatives"

static const char *const order_name[FH_ORDER_COUNT] = {
	[FH_ORDER_FIRST] = "first",
	[FH_ORDER_SOONEST] = "soonest",
	[FH_ORDER_CHEAPEST] = "cheapest",
	[FH_ORDER_GREENEST] = "greenest",
	[FH_ORDER_FASTEST] = "fastest",
};

static const char *const span_name[] = {
	[FH_SPAN_DEFAULT] = "default",
	[FH_SPAN_SITE] = "site",
	[FH_SPAN_ZONE] = "zone",
	[FH_SPAN_ANY] = "any",
};

const char *fh_order_name(enum fh_order order)
{
	return order_name[order];
}

const char *fh_span_name(enum fh_span span)
{
	return span_name[span];
}

bool fh_request_name_ok(const char *text, size_t max)
{
	size_t len = strlen(text);

	return len && len <= max && strspn(text, NAME_BYTES) == len;
}

/* Blanks around text are cut off, in place. */
static char *trim(char *text)
{
	size_t len;

	text += strspn(text, " ");
	len = strlen(text);
	while (len && text[len - 1] == ' ')
		text[--len] = '\0';
	return text;
}

/*
 * Cut text at every separator and hand the trimmed parts to take, empty ones
 * too.
 */
static int each_part(const char *text, const char *separator,
		     int (*take)(struct fh_request *, char *,
				 struct fh_error *),
		     struct fh_request *into, struct fh_error *err)
{
	char *copy = strdup(text), *rest = copy, *part;
	int rc = 0;

	if (!copy)
		return fh_err_nomem(err);
	while (!rc && (part = strsep(&rest, separator)))
		rc = take(into, trim(part), err);
	free(copy);
	return rc;
}

/* What only other versions of the grammar accept. */
static int check_delivered(const char *part, struct fh_error *err)
{
	struct fh_quoted typed;

	if (strchr(part, '@'))
		return fh_err(err, "--accel: @NODES, as in '%s', is not "
			      "available in this version of Freehold; write "
			      "TYPE:COUNT and give the nodes with --nodes",
			      fh_quote(part, &typed));
	return 0;
}

static int parse_alternative(char *part, struct fh_alternative *ret,
			     struct fh_error *err)
{
	char *colon = strchr(part, ':');
	struct fh_quoted typed;
	int64_t count;

	if (!*part)
		return fh_err(err, "--accel: an alternative is empty; "
			      HOW_ACCEL);
	if (check_delivered(part, err))
		return -1;
	if (!colon)
		return fh_err(err, "--accel: '%s' has no count; write "
			      "TYPE:COUNT, as in %s:4", fh_quote(part, &typed),
			      fh_request_name_ok(part, 16) ? part : "h100");
	if (fh_units_parse_count(colon + 1, 1, FH_ACCEL_COUNT_MAX, &count,
				 NULL))
		return fh_err(err, "--accel: the count in '%s' is not a whole "
			      "number from 1 to %d; " HOW_ACCEL,
			      fh_quote(part, &typed), FH_ACCEL_COUNT_MAX);
	*colon = '\0';
	if (!fh_request_name_ok(part, FH_TYPE_NAME_MAX))
		return fh_err(err, "--accel: '%s' is not the name of a type "
			      "(letters, digits, _ . -, at most %d); "
			      HOW_ACCEL, fh_quote(part, &typed),
			      FH_TYPE_NAME_MAX);
	strcpy(ret->type, strcasecmp(part, FH_ANY) ? part : FH_ANY);
	ret->count = (uint32_t) count;
	return 0;
}

static int take_alternative(struct fh_request *into, char *part,
			    struct fh_error *err)
{
	struct fh_alternative next = { 0 };

	if (into->alternative_count == FH_ALTERNATIVE_MAX)
		return fh_err(err, "--accel: more than %d alternatives; write "
			      "fewer", FH_ALTERNATIVE_MAX);
	if (parse_alternative(part, &next, err))
		return -1;
	for (size_t i = 0; i < into->alternative_count; i++)
		if (next.count == into->alternative[i].count &&
		    !strcmp(next.type, into->alternative[i].type))
			return fh_err(err, "--accel: '%.48s:%u' stands twice; "
				      "write each alternative once", next.type,
				      next.count);
	into->alternative[into->alternative_count++] = next;
	return 0;
}

static int parse_accel(const char *text, struct fh_request *into,
		       struct fh_error *err)
{
	return each_part(text, "|", take_alternative, into, err);
}

static int parse_policy(const char *text, struct fh_request *into,
			struct fh_error *err)
{
	struct fh_quoted typed;

	for (enum fh_order i = 0; i < FH_ORDER_COUNT; i++) {
		if (strcasecmp(text, order_name[i]))
			continue;
		into->order = i;
		return 0;
	}
	return fh_err(err, "--accel-policy: '%s' is not a policy; write first, "
		      "cheapest, greenest, fastest or soonest",
		      fh_quote(text, &typed));
}

static int parse_span(const char *text, struct fh_request *into,
		      struct fh_error *err)
{
	struct fh_quoted typed;

	for (enum fh_span i = FH_SPAN_SITE; i <= FH_SPAN_ANY; i++) {
		if (strcasecmp(text, span_name[i]))
			continue;
		into->span = i;
		return 0;
	}
	return fh_err(err, "--accel-span: '%s' is not a span; write site, "
		      "zone or any", fh_quote(text, &typed));
}

static int take_zone(struct fh_request *into, char *word,
		     struct fh_error *err)
{
	struct fh_quoted typed;

	if (!fh_request_name_ok(word, FH_NAME_MAX))
		return fh_err(err, "--zone: '%s' is not the name of a zone or "
			      "jurisdiction; write names (letters, digits, _ . "
			      "-, at most %d) with commas between, as in us,de",
			      fh_quote(word, &typed), FH_NAME_MAX);
	if (fh_strlist_has_any_case(&into->zones, word))
		return 0;
	if (into->zones.count == FH_WORD_MAX)
		return fh_err(err, "--zone: more than %d words; write fewer",
			      FH_WORD_MAX);
	return fh_strlist_add(&into->zones, word) ? fh_err_nomem(err) : 0;
}

static int parse_zone(const char *text, struct fh_request *into,
		      struct fh_error *err)
{
	return each_part(text, ",", take_zone, into, err);
}

static int take_tenancy(struct fh_request *into, char *word,
			struct fh_error *err)
{
	int tenancy = fh_tenancy_find(word);
	struct fh_quoted typed;

	if (tenancy < 0)
		return fh_err(err, "--tenancy: '%s' is not a tenancy; write "
			      "owned, leased or cloud, with commas between",
			      fh_quote(word, &typed));
	into->tenancies |= 1u << tenancy;
	return 0;
}

static int parse_tenancy(const char *text, struct fh_request *into,
			 struct fh_error *err)
{
	return each_part(text, ",", take_tenancy, into, err);
}

/* "health" or "health@DE". */
static bool is_class(const char *text)
{
	const char *origin = fh_class_origin(text);
	char label[FH_NAME_MAX + 2];
	size_t len = strcspn(text, "@");

	snprintf(label, sizeof(label), "%.*s",
		 len > FH_NAME_MAX ? FH_NAME_MAX + 1 : (int) len, text);
	return fh_request_name_ok(label, FH_NAME_MAX) &&
	       (!origin || fh_request_name_ok(origin, FH_NAME_MAX));
}

static int parse_class(const char *text, struct fh_request *into,
		       struct fh_error *err)
{
	struct fh_quoted typed;

	if (!is_class(text))
		return fh_err(err, "--data-class: '%s' is not the name of a "
			      "class; write one name (letters, digits, _ . -, "
			      "at most %d), and @ORIGIN behind it for data of "
			      "another origin than your account's, as in "
			      "health@DE", fh_quote(text, &typed), FH_NAME_MAX);
	into->data_class = strdup(text);
	return into->data_class ? 0 : fh_err_nomem(err);
}

static int take_dataset(struct fh_request *into, char *part,
			struct fh_error *err)
{
	struct fh_grant next;
	struct fh_quoted typed;

	if (fh_grant_parse(part, &next, err))
		return -1;
	for (size_t i = 0; i < into->dataset_count; i++)
		if (!strcmp(into->dataset[i].name, next.name))
			return fh_err(err, "--dataset: '%s' stands twice; "
				      "write each dataset once",
				      fh_quote(next.name, &typed));
	if (into->dataset_count == FH_GRANT_MAX)
		return fh_err(err, "--dataset: more than %d datasets; write "
			      "fewer", FH_GRANT_MAX);
	into->dataset[into->dataset_count++] = next;
	return 0;
}

static int parse_dataset(const char *text, struct fh_request *into,
			 struct fh_error *err)
{
	return each_part(text, ",", take_dataset, into, err);
}

static int parse_cost_limit(const char *text, struct fh_request *into,
			    struct fh_error *err)
{
	struct fh_quoted typed;

	if (fh_units_parse_micro(text, &into->cost_limit_micro, NULL) ||
	    !into->cost_limit_micro)
		return fh_err(err, "--cost-limit: '%s' is not an amount of money; "
			      "write it as in 99.50", fh_quote(text, &typed));
	return 0;
}

static int parse_wait(const char *text, struct fh_request *into,
		      struct fh_error *err)
{
	struct fh_quoted typed;

	if (!fh_units_parse_duration(text, &into->wait_s, NULL) &&
	    into->wait_s <= FH_WAIT_MAX_S)
		return 0;
	return fh_err(err, "--accel-wait: '%s' is not a time of at most a "
		      "year; write minutes, or as in 90s, 6h or 1-12",
		      fh_quote(text, &typed));
}

static int parse_speed(const char *text, struct fh_request *into,
		       struct fh_error *err)
{
	return fh_speed_parse(text, &into->speed, &into->speed_count, err);
}

static int parse_option(enum fh_option option, const char *text,
			struct fh_request *into, struct fh_error *err)
{
	static int (*const parse[FH_OPT_COUNT])(const char *,
						struct fh_request *,
						struct fh_error *) = {
		[FH_OPT_ACCEL] = parse_accel,
		[FH_OPT_ACCEL_POLICY] = parse_policy,
		[FH_OPT_ACCEL_WAIT] = parse_wait,
		[FH_OPT_ACCEL_SPEED] = parse_speed,
		[FH_OPT_ACCEL_MEM] = fh_need_parse_mem,
		[FH_OPT_ACCEL_RUNTIME] = fh_need_parse_runtime,
		[FH_OPT_ACCEL_SPAN] = parse_span,
		[FH_OPT_ZONE] = parse_zone,
		[FH_OPT_DATA_CLASS] = parse_class,
		[FH_OPT_COST_LIMIT] = parse_cost_limit,
		[FH_OPT_TENANCY] = parse_tenancy,
		[FH_OPT_DATASET] = parse_dataset,
	};

	if (parse[option])
		return parse[option](text, into, err);
	return fh_err(err, "--%s %s", fh_option_info(option)->name,
		      fh_option_info(option)->not_yet);
}

int fh_request_parse(const struct fh_wish *wish, struct fh_request *ret,
		     struct fh_error *err)
{
	struct fh_request made = { 0 };

	for (size_t i = 0; i < FH_OPT_COUNT; i++)
		if (wish->value[i] &&
		    parse_option(i, wish->value[i], &made, err))
			goto fail;
	if (fh_speed_check(&made, err))
		goto fail;
	*ret = made;
	return 0;
fail:
	fh_request_clear(&made);
	return -1;
}

static int copy_speeds(struct fh_request *dst, const struct fh_request *src)
{
	if (!src->speed_count)
		return 0;
	dst->speed = calloc(src->speed_count, sizeof(*dst->speed));
	if (!dst->speed)
		return -1;
	memcpy(dst->speed, src->speed, src->speed_count * sizeof(*dst->speed));
	return 0;
}

int fh_request_copy(struct fh_request *dst, const struct fh_request *src,
		    struct fh_error *err)
{
	struct fh_request made = *src;

	made.speed = NULL;
	made.zones = (struct fh_strlist) { 0 };
	made.data_class = src->data_class ? strdup(src->data_class) : NULL;
	if ((src->data_class && !made.data_class) ||
	    copy_speeds(&made, src) ||
	    fh_strlist_copy(&made.zones, &src->zones)) {
		fh_request_clear(&made);
		return fh_err_nomem(err);
	}
	*dst = made;
	return 0;
}

void fh_request_clear(struct fh_request *request)
{
	if (!request)
		return;
	fh_strlist_clear(&request->zones);
	free(request->speed);
	free(request->data_class);
	*request = (struct fh_request) { 0 };
}
