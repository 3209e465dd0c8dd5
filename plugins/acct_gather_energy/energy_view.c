/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A step as the sampler sees it: see energy_view.h. */
#include "energy_view.h"

#define CORES_MAX 65536		/* of one node */

/* Accelerators, and their parts that several jobs share. */
static char *const device_gres[] = { "gpu", "mps", "shard" };

/* How many cores "0-3,8" names. */
static int64_t count_cores(const char *cores)
{
	bitstr_t *bits = bit_alloc(CORES_MAX);
	int64_t count = 0;

	if (cores && *cores && !bit_unfmt(bits, (char *) cores))
		count = bit_set_count(bits);
	bit_free(bits);
	return count;
}

static bool is_device(const gres_state_t *gres)
{
	for (size_t i = 0; i < sizeof(device_gres) / sizeof(*device_gres); i++)
		if (gres->plugin_id == gres_build_id(device_gres[i]))
			return true;
	return false;
}

static void add_bits(bitstr_t *bits, struct fh_device_set *to)
{
	for (bitoff_t i = 0; bits && i < bit_size(bits); i++)
		if (bit_test(bits, i))
			fh_device_set_add(to, (unsigned) i);
}

/*
 * The records are this node's alone (node_cnt 1), or of all the job's nodes.
 * One per type: a job may hold several.
 */
static void add_alloc(bitstr_t **alloc, uint32_t node_count, uint32_t node,
		      struct fh_device_set *to)
{
	if (alloc && node_count)
		add_bits(alloc[node < node_count ? node : 0], to);
}

struct walk {
	uint32_t node;
	struct fh_device_set *to;
};

static int add_job_gres(void *x, void *arg)
{
	const gres_state_t *gres = x;
	const struct walk *walk = arg;
	const gres_job_state_t *job = gres->gres_data;

	if (is_device(gres))
		add_alloc(job->gres_bit_alloc, job->node_cnt, walk->node,
			  walk->to);
	return 0;
}

static int add_step_gres(void *x, void *arg)
{
	const gres_state_t *gres = x;
	const struct walk *walk = arg;
	const gres_step_state_t *step = gres->gres_data;

	if (is_device(gres))
		add_alloc(step->gres_bit_alloc, step->node_cnt, walk->node,
			  walk->to);
	return 0;
}

/* Only a step of srun has a list of its own: the others hold all. */
static void find_devices(const stepd_step_rec_t *step,
			 struct fh_device_set *to)
{
	struct walk walk = { .node = step->nodeid, .to = to };

	if (step->step_gres_list)
		(void) list_for_each(step->step_gres_list, add_step_gres,
				     &walk);
	else if (step->job_gres_list)
		(void) list_for_each(step->job_gres_list, add_job_gres, &walk);
}

void energy_view_step(const stepd_step_rec_t *step, struct fh_slot_step *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->job_id = step->step_id.job_id;
	ret->step_id = step->step_id.step_id;
	ret->uid = step->uid;
	ret->whole_job = step->step_id.step_id == SLURM_EXTERN_CONT;
	ret->job_cores = count_cores(step->job_alloc_cores);
	ret->cores = ret->whole_job ? ret->job_cores :
				      count_cores(step->step_alloc_cores);
	find_devices(step, &ret->devices);
}
