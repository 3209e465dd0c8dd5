/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The decisions and node maps that are kept between calls. */
#include "select_view.h"

#include "fh_slurm.h"
#include "fh_slurm_fleet.h"
#include "fh_slurm_plan.h"

#include "plugins/ctld/fh_ctld.h"

static struct fh_slurm_zones zones;
static struct fh_decider *decider;

/* Without entries for partitions all of them share their answers. */
static const char *partitions_of(const job_record_t *job,
				 const struct fh_conf *active)
{
	return active->policy.partition_count ? job->partition : NULL;
}

/* The decision on the job's terms, or NULL without memory. */
static const struct fh_decision *decide(const job_record_t *job,
					const char *text, uint64_t generation,
					const struct fh_view *view)
{
	struct fh_plan plan;

	fh_slurm_plan_job(job, false, view->now_s, &plan);
	plan.fleet = view->fleet;
	return fh_decide(decider, view->conf, generation, text,
			 partitions_of(job, view->conf), &plan, view->now_s);
}

int fh_view_open(const job_record_t *job, const char *text,
		 struct fh_view *ret)
{
	/* Read first: newer maps under an older number are made again. */
	uint64_t generation = fh_ctld_generation();

	*ret = (struct fh_view) {
		.conf = fh_ctld_hold(),
		.generation = generation,
		.zones = &zones,
		.now_s = fh_slurm_now_s(),
	};
	if (!decider && !(decider = fh_decider_create()))
		goto fail;
	if (text) {
		ret->fleet = fh_slurm_fleet(ret->conf, generation, ret->now_s,
					    NULL);
		ret->decision = decide(job, text, generation, ret);
		if (!ret->decision)
			goto fail;
	}
	fh_slurm_zones_refresh(&zones, ret->conf, generation, ret->now_s);
	return 0;
fail:
	fh_view_close(ret);
	return -1;
}

void fh_view_close(struct fh_view *view)
{
	fh_ctld_release(view->conf);
	view->conf = NULL;
}

void fh_view_expire_nodes(void)
{
	fh_slurm_zones_expire(&zones);
	/* Where types are has a part in orders. */
	fh_decider_free(decider);
	decider = NULL;
}
