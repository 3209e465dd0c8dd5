/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is a zone left for the terms?  See fh_terms_check.h. */
#include "fh_judge.h"
#include "fh_line.h"
#include "fh_terms_check.h"

#define RESTRICTIONS_MAX 140	/* bytes of a message for each half */
#define REASONS_MAX 290

/* Does a node belong to the zone now, or will one? */
static bool has_nodes(const struct fh_zones *zones, int zone, int64_t now_s)
{
	for (size_t i = 0; i < zones->stay_count; i++)
		if (zones->stay[i].zone == zone &&
		    zones->stay[i].until_s > now_s)
			return true;
	return false;
}

static bool is_left(const struct fh_conf *conf, const struct fh_terms *terms,
		    int zone, int64_t now_s)
{
	return fh_judge(conf, terms, zone, now_s).allowed &&
	       has_nodes(&conf->zones, zone, now_s);
}

/* Is the zone one that was asked for?  The others need no reason. */
static bool is_wanted(const struct fh_zone *zone,
		      const struct fh_request *request)
{
	bool named = !request->zones.count;

	for (size_t i = 0; i < request->zones.count; i++)
		named = named || fh_zone_covered(zone, request->zones.item[i]);
	return named && (!request->tenancies ||
			 request->tenancies & 1u << zone->tenancy);
}

static void add_reason(const struct fh_conf *conf,
		       const struct fh_terms *terms, int zone, int64_t now_s,
		       struct fh_line *reasons)
{
	struct fh_verdict verdict = fh_judge(conf, terms, zone, now_s);
	struct fh_line reason = { 0 };
	char why[160] = "it has no nodes";

	if (!verdict.allowed)
		fh_judge_explain(conf, terms, &verdict, why, sizeof(why));
	fh_line_add(&reason, "%s: %s", conf->zones.zone[zone].name, why);
	fh_line_list(reasons, REASONS_MAX, "; ", reason.text);
}

/*
 * "cloud-in: class internal does not allow it", one zone after another:
 * those asked for, or all of them when none fits what was asked.
 */
static struct fh_line list_reasons(const struct fh_conf *conf,
				   const struct fh_terms *terms,
				   int64_t now_s)
{
	const struct fh_zones *zones = &conf->zones;
	struct fh_line reasons = { 0 };
	bool any_wanted = false;

	for (size_t i = 0; i < zones->zone_count; i++)
		any_wanted |= is_wanted(&zones->zone[i], &terms->request);
	for (size_t i = 0; i < zones->zone_count; i++)
		if (!any_wanted || is_wanted(&zones->zone[i], &terms->request))
			add_reason(conf, terms, (int) i, now_s, &reasons);
	if (reasons.left_out)
		fh_line_add(&reasons, "; and %zu more", reasons.left_out);
	return reasons;
}

/* "--zone=us,de" */
static void add_zones(const struct fh_strlist *words,
		      const struct fh_terms_origin *origin,
		      struct fh_line *restrictions)
{
	struct fh_line zones = { 0 };

	for (size_t i = 0; i < words->count; i++)
		fh_line_list(&zones, RESTRICTIONS_MAX / 2, ",",
			     words->item[i]);
	fh_line_add(restrictions, "%s%s%s%s%s", restrictions->len ? " " : "",
		    origin->of_zones ? origin->of_zones : "",
		    origin->of_zones ? " zones " : "--zone=", zones.text,
		    zones.left_out ? ",..." : "");
}

static void add_tenancies(unsigned tenancies, struct fh_line *restrictions)
{
	const char *before = restrictions->len ? " --tenancy=" : "--tenancy=";

	for (int i = 0; i < FH_TENANCY_COUNT; i++) {
		if (!(tenancies & 1u << i))
			continue;
		fh_line_add(restrictions, "%s%s", before, fh_tenancy_name(i));
		before = ",";
	}
}

static void add_datasets(const struct fh_request *request,
			 struct fh_line *restrictions)
{
	struct fh_line names = { 0 };

	for (size_t i = 0; i < request->dataset_count; i++)
		fh_line_list(&names, RESTRICTIONS_MAX / 2, ",",
			     request->dataset[i].name);
	fh_line_add(restrictions, "%s--dataset=%s%s",
		    restrictions->len ? " " : "", names.text,
		    names.left_out ? ",..." : "");
}

/* What restricts the job, as options or by whom it was set. */
static struct fh_line list_restrictions(const struct fh_terms *terms,
					const struct fh_terms_origin *origin)
{
	const struct fh_request *request = &terms->request;
	struct fh_line restrictions = { 0 };

	if (request->data_class)
		fh_line_add(&restrictions, "%s%s%s",
			    origin->of_class ? origin->of_class : "",
			    origin->of_class ? " class " : "--data-class=",
			    request->data_class);
	if (request->zones.count)
		add_zones(&request->zones, origin, &restrictions);
	if (request->tenancies)
		add_tenancies(request->tenancies, &restrictions);
	if (request->dataset_count)
		add_datasets(request, &restrictions);
	if (!restrictions.len)
		fh_line_add(&restrictions, "this account and partition");
	return restrictions;
}

int fh_terms_check_zones(const struct fh_conf *conf,
			 const struct fh_terms *terms,
			 const struct fh_terms_origin *origin, int64_t now_s,
			 struct fh_error *err)
{
	struct fh_line restrictions, reasons;

	if (!fh_judge_restricts(conf, terms))
		return 0;
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		if (is_left(conf, terms, (int) i, now_s))
			return 0;
	restrictions = list_restrictions(terms, origin);
	reasons = list_reasons(conf, terms, now_s);
	return fh_err(err, "no zone is left for %s: %s", restrictions.text,
		      reasons.len ? reasons.text : "there are no zones here");
}
