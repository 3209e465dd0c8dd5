/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * --accel-wait: candidates open one after the other.  The best one is open
 * from the start, so the job waits as any other does, for resources; a
 * candidate that is not open yet is no reason to defer it.
 */
#include "select_place.h"

#include "src/common/bitstring.h"
#include "src/common/xmalloc.h"

#include "plugins/common/fh_fleet.h"
#include "plugins/common/fh_units.h"
#include "plugins/ctld/fh_ctld.h"

/*
 * Could the candidate ever be the job's, in the partition it is tested for?
 * One that could not must not make those behind it wait.
 */
static bool is_possible(const struct fh_job_test *test,
			const struct fh_view *view,
			const struct fh_candidate *candidate,
			const bool *usable)
{
	const struct fh_decision *decision = view->decision;
	const bitstr_t *required = test->job->details->req_node_bitmap;
	bitstr_t *nodes;
	bool ret;

	if (!fh_fleet_meets(view->fleet, view->conf, &decision->terms, usable,
			    candidate))
		return false;
	if (!test->job->part_ptr || !test->job->part_ptr->node_bitmap)
		return true;
	nodes = bit_copy(test->job->part_ptr->node_bitmap);
	fh_slurm_zones_mask(view->zones, view->conf, candidate, usable,
			    decision->restricted, nodes);
	ret = bit_set_count(nodes) >= (int) test->min_nodes &&
	      (!required || bit_super_set((bitstr_t *) required, nodes));
	FREE_NULL_BITMAP(nodes);
	return ret;
}

/* slurmctld sets the begin time when nothing else keeps the job waiting. */
static int64_t eligible_s(const job_record_t *job, int64_t now_s)
{
	int64_t begin_s = job->details->begin_time;

	return begin_s && begin_s < now_s ? begin_s : now_s;
}

int64_t *fh_select_openings(const struct fh_job_test *test,
			    const struct fh_view *view,
			    const struct fh_decide_list *list,
			    const bool *usable)
{
	int64_t wait_s = view->decision->terms.request.wait_s;
	int64_t next_s = eligible_s(test->job, view->now_s);
	int64_t *opens_s;

	if (!wait_s || !usable || test->mode == SELECT_MODE_TEST_ONLY)
		return NULL;
	opens_s = xcalloc(list->count + 1, sizeof(*opens_s));
	for (size_t i = 0; i < list->count; i++) {
		opens_s[i] = next_s;
		if (is_possible(test, view, &list->item[i], usable))
			next_s += wait_s;
	}
	return opens_s;
}

void fh_select_wake(const int64_t *opens_s, size_t count, int64_t now_s)
{
	int64_t next_s = FH_FOREVER;

	for (size_t i = 0; i < count; i++)
		if (opens_s[i] > now_s && opens_s[i] < next_s)
			next_s = opens_s[i];
	if (next_s != FH_FOREVER)
		fh_ctld_wake_at(next_s);
}
