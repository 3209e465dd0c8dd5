/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When a verdict may change by itself: see fh_judge.h. */
#include "fh_dataset.h"
#include "fh_judge.h"
#include "fh_units.h"

struct search {
	int64_t now_s;
	struct fh_judge_dates found;
};

static void note(struct search *search, int64_t from_s, int64_t until_s)
{
	struct fh_judge_dates *found = &search->found;

	if (from_s > search->now_s && from_s < found->opening_s)
		found->opening_s = from_s;
	if (from_s > search->now_s && from_s < found->change_s)
		found->change_s = from_s;
	if (until_s > search->now_s && until_s < found->change_s)
		found->change_s = until_s;
}

static void note_attestations(struct search *search,
			      const struct fh_zone *zone,
			      const struct fh_strlist *needed)
{
	for (size_t i = 0; i < needed->count; i++) {
		const struct fh_attestation *found =
			fh_zone_find_attestation(zone, needed->item[i]);

		if (found)
			note(search, found->from_s, found->until_s);
	}
}

static void note_class(struct search *search, const struct fh_conf *conf,
		       const struct fh_class *data_class)
{
	note(search, INT64_MIN, data_class->until_s);
	for (size_t i = 0; i < data_class->transfer_count; i++)
		note(search, data_class->transfer[i].from_s,
		     data_class->transfer[i].until_s);
	for (size_t i = 0; i < conf->zones.zone_count; i++)
		note_attestations(search, &conf->zones.zone[i],
				  &data_class->attestations);
}

struct fh_judge_dates fh_judge_next(const struct fh_conf *conf,
				    const struct fh_terms *terms,
				    int64_t now_s)
{
	const struct fh_request *request = &terms->request;
	struct search search = {
		.now_s = now_s,
		.found = { FH_FOREVER, FH_FOREVER },
	};
	bool any = false;

	/* The class of the job, and those of its datasets. */
	for (size_t i = 0; i <= request->dataset_count; i++) {
		const struct fh_class *data_class = i ?
			fh_dataset_class(&conf->policy,
					 &request->dataset[i - 1]) :
			request->data_class ?
			fh_policy_find_class(&conf->policy,
					     request->data_class) : NULL;

		if (data_class)
			note_class(&search, conf, data_class);
		any |= data_class != NULL;
	}
	if (!any)
		return search.found;
	/* Whom they are for is not asked: they are few. */
	for (size_t i = 0; i < conf->policy.break_glass_count; i++)
		note(&search, conf->policy.break_glass[i].from_s,
		     conf->policy.break_glass[i].until_s);
	return search.found;
}
