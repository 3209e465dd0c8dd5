/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nodes of jobs that keep others away: see select_share.h. */
#include "select_share.h"

#include "src/common/list.h"
#include "src/common/xmalloc.h"

#include "plugins/common/fh_result.h"
#include "plugins/ctld/fh_share.h"

/*
 * The jobs on nodes whose class asks who else is there.  One that has left is
 * dropped when it is met.
 */
static struct {
	uint32_t *job_id;
	size_t count, room;
} keepers;

static bool is_there(const job_record_t *job)
{
	return IS_JOB_RUNNING(job) || IS_JOB_SUSPENDED(job) ||
	       IS_JOB_COMPLETING(job);
}

/* The nodes that the job is on, ending on some of them perhaps; or NULL. */
static bitstr_t *nodes_of(const job_record_t *job)
{
	if (!is_there(job))
		return NULL;
	return IS_JOB_COMPLETING(job) && job->node_bitmap_cg ?
		       job->node_bitmap_cg : job->node_bitmap;
}

static const char *text_of(const job_record_t *job)
{
	return fh_slurm_job_get(job, FH_RESULT_VARIABLE);
}

static void keep(uint32_t job_id)
{
	for (size_t i = 0; i < keepers.count; i++)
		if (keepers.job_id[i] == job_id)
			return;
	if (keepers.count == keepers.room) {
		keepers.room = keepers.room ? 2 * keepers.room : 64;
		xrecalloc(keepers.job_id, keepers.room,
			  sizeof(*keepers.job_id));
	}
	keepers.job_id[keepers.count++] = job_id;
}

void fh_select_share_begin(const job_record_t *job)
{
	if (fh_share_of(text_of(job)) != FH_NODE_SHARED)
		keep(job->job_id);
}

static int begin_if_there(void *x, void *arg)
{
	const job_record_t *job = x;

	(void) arg;
	/* Its nodes are told later. */
	if (is_there(job))
		fh_select_share_begin(job);
	return 0;
}

void fh_select_share_init(List jobs)
{
	if (jobs)
		list_for_each(jobs, begin_if_there, NULL);
}

/* The job that wants nodes. */
struct cut {
	const job_record_t *job;
	const char *text;
	bitstr_t *nodes;
};

static int cut_for(void *x, void *arg)
{
	const job_record_t *other = x;
	const struct cut *cut = arg;
	bitstr_t *nodes = nodes_of(other);

	if (nodes && other->job_id != cut->job->job_id &&
	    fh_share_clash(cut->text, text_of(other)))
		bit_and_not(cut->nodes, nodes);
	return 0;
}

static void cut_keepers(struct cut *cut)
{
	for (size_t i = 0; i < keepers.count;) {
		job_record_t *other = find_job_record(keepers.job_id[i]);

		if (other && is_there(other)) {
			(void) cut_for(other, cut);
			i++;
		} else {
			keepers.job_id[i] = keepers.job_id[--keepers.count];
		}
	}
}

void fh_select_share_cut(const job_record_t *job, const char *text,
			 bitstr_t *nodes)
{
	struct cut cut = { .job = job, .text = text, .nodes = nodes };

	if (fh_share_of(text) != FH_NODE_SHARED && job_list)
		list_for_each(job_list, cut_for, &cut);
	else
		cut_keepers(&cut);
}
