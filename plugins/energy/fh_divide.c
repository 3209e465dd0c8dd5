/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dividing one interval's energy: see fh_divide.h. */
#include <stdlib.h>
#include <string.h>

#include "plugins/common/fh_split.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_divide.h"
#include "plugins/energy/fh_idle.h"
#include "plugins/energy/fh_roster.h"

#define NS_PER_MS 1000000

/*
 * Accelerators and who holds them.  A device that was held for a part of the
 * interval only is two entries: the held part, and the rest, which is idle.
 */
struct holdings {
	struct fh_energy_device *entry;	/* two per metered device */
	size_t entry_count;
	int *device;			/* of each entry */
	struct fh_energy_hold *hold;
	int64_t *part;			/* of each hold, in the end */
	size_t hold_count, hold_max;
};

static void holdings_clear(struct holdings *holdings)
{
	free(holdings->entry);
	free(holdings->device);
	free(holdings->hold);
	free(holdings->part);
}

static int holdings_make(struct holdings *holdings, size_t devices,
			 size_t jobs)
{
	memset(holdings, 0, sizeof(*holdings));
	holdings->hold_max = devices * jobs;
	holdings->entry = calloc(2 * devices + 1, sizeof(*holdings->entry));
	holdings->device = calloc(2 * devices + 1, sizeof(*holdings->device));
	holdings->hold = calloc(holdings->hold_max + 1,
				sizeof(*holdings->hold));
	holdings->part = calloc(holdings->hold_max + 1,
				sizeof(*holdings->part));
	if (holdings->entry && holdings->device && holdings->hold &&
	    holdings->part)
		return 0;
	holdings_clear(holdings);
	return -1;
}

static void add_entry(struct holdings *holdings, int device, int64_t uj,
		      const struct fh_energy_hold *hold, size_t hold_count)
{
	holdings->device[holdings->entry_count] = device;
	holdings->entry[holdings->entry_count++] = (struct fh_energy_device) {
		.uj = uj, .hold = hold, .hold_count = hold_count,
	};
}

/* Does the job get a part of the device in this interval?  For how long? */
static int64_t held_ns(const struct fh_state_job *job,
		       const struct fh_usage *usage, uint32_t index,
		       int device)
{
	if (!job->job_id || job->end_ns != FH_UNKNOWN ||
	    !fh_device_set_has(&job->devices, (unsigned) device))
		return 0;
	return fh_roster_time(job->start_ns, usage->job_end_ns[index],
			      usage->from_ns, usage->now_ns);
}

static void hold_device(struct fh_state *state, const struct fh_usage *usage,
			const struct fh_metered_device *metered,
			struct holdings *holdings)
{
	struct fh_energy_hold *hold = &holdings->hold[holdings->hold_count];
	int64_t weight[2] = { 0, usage->now_ns - usage->from_ns };
	int64_t part[2];
	size_t count = 0;

	for (uint32_t i = 0; i < state->job_count; i++) {
		int64_t ns = held_ns(&state->job[i], usage, i,
				     metered->device);

		if (!ns)
			continue;
		hold[count++] = (struct fh_energy_hold) { i, ns };
		if (ns > weight[0])
			weight[0] = ns;
		state->job[i].source |= metered->source;
	}
	holdings->hold_count += count;
	weight[1] -= weight[0];
	if (!fh_split(metered->uj, weight, 2, part))
		part[1] = metered->uj;
	if (count)
		add_entry(holdings, metered->device, part[0], hold, count);
	add_entry(holdings, metered->device, part[1], NULL, 0);
	for (size_t i = 0; i < count && count > 1; i++)
		state->job[hold[i].job].source |= FH_ENERGY_MODELLED;
}

/* What each holder has of its device, for the jobs' steps. */
static void split_holds(struct holdings *holdings)
{
	int64_t *part = holdings->part;

	for (size_t i = 0; i < holdings->entry_count; i++) {
		const struct fh_energy_device *entry = &holdings->entry[i];
		int64_t weight[FH_JOURNAL_JOB_MAX];

		for (size_t j = 0; j < entry->hold_count; j++)
			weight[j] = entry->hold[j].weight;
		(void) fh_split(entry->uj, weight, entry->hold_count, part);
		part += entry->hold_count;
	}
}

static int64_t devices_uj(const struct holdings *holdings, uint32_t job,
			  const struct fh_device_set *devices)
{
	const int64_t *part = holdings->part;
	int64_t uj = 0;

	for (size_t i = 0; i < holdings->entry_count; i++) {
		const struct fh_energy_device *entry = &holdings->entry[i];
		bool mine = fh_device_set_has(devices,
					      (unsigned) holdings->device[i]);

		for (size_t j = 0; j < entry->hold_count; j++, part++)
			if (mine && entry->hold[j].job == job)
				uj += *part;
	}
	return uj;
}

static void add_steps(struct fh_node *node, struct fh_usage *usage,
		      const struct holdings *holdings)
{
	for (uint32_t i = 0; i < node->state->step_count; i++) {
		const struct fh_slot *slot = &node->shm->registry.slot[i];
		struct fh_state_step *step = &node->state->step[i];

		if (!fh_roster_is_open(node, i) || slot->step.whole_job)
			continue;
		fh_energy_step(&usage->job[step->job], &usage->step[i],
			       devices_uj(holdings, step->job,
					  &slot->step.devices));
		fh_energy_add(&step->total, &usage->step[i].got);
	}
}

/* Where a job's figure comes from, accelerators apart. */
static unsigned common_source(const struct fh_state *state,
			      const struct fh_metering *metering)
{
	unsigned source = metering->cpu_source | metering->memory_source |
			  metering->node_source;

	if (!metering->cpu_source && !state->has_node)
		source |= FH_ENERGY_MISSING;
	return source;
}

/* Is a device of the job one that no meter is of? */
static bool lacks_device(const struct fh_state_job *job,
			 const struct fh_metering *metering)
{
	struct fh_device_set metered = { { 0 } };

	for (size_t i = 0; i < metering->device_count; i++)
		fh_device_set_add(&metered,
				  (unsigned) metering->device[i].device);
	for (size_t i = 0; i < FH_DEVICE_MAX / 64; i++)
		if (job->devices.bits[i] & ~metered.bits[i])
			return true;
	return false;
}

static void add_jobs(struct fh_state *state, const struct fh_usage *usage,
		     const struct fh_metering *metering)
{
	unsigned source = common_source(state, metering);

	for (uint32_t i = 0; i < state->job_count; i++) {
		struct fh_state_job *job = &state->job[i];

		if (!job->job_id || job->end_ns != FH_UNKNOWN)
			continue;
		job->source |= source;
		if (!state->has_node && lacks_device(job, metering))
			job->source |= FH_ENERGY_MISSING;
		if (usage->gap)
			job->gap_ms += fh_roster_time(job->start_ns,
						      usage->job_end_ns[i],
						      usage->from_ns,
						      usage->now_ns) /
				       NS_PER_MS;
		fh_account_add(&job->account, &usage->job[i].got);
	}
}

static struct fh_energy_interval
make_interval(struct fh_node *node, const struct fh_metering *metering,
	      struct fh_usage *usage)
{
	struct fh_state *state = node->state;
	int64_t ns = usage->now_ns - usage->from_ns;
	int64_t parts_uj = metering->cpu_uj + metering->memory_uj +
			   metering->accel_uj;

	return (struct fh_energy_interval) {
		.core_ns = node->cores * ns,
		.busy_ns = usage->busy_ns,
		.cpu_uj = metering->cpu_uj,
		.cpu_idle_uj = fh_idle_part(&state->cpu_idle,
					    node->cpu_idle_uw,
					    metering->cpu_uj, ns),
		.memory_uj = metering->memory_uj,
		.memory_idle_uj = fh_idle_part(&state->memory_idle,
					       node->memory_idle_uw,
					       metering->memory_uj, ns),
		.other_uj = state->has_node ?
				    fh_energy_beyond(metering->node_uj,
						     parts_uj,
						     &state->debt_uj) : 0,
		.job = usage->job,
		.job_count = state->job_count,
	};
}

static void add_accounts(struct fh_state *state,
			 const struct fh_energy_interval *interval,
			 const struct fh_metering *metering)
{
	const struct fh_energy metered = { {
		[FH_ENERGY_CPU] = interval->cpu_uj,
		[FH_ENERGY_MEMORY] = interval->memory_uj,
		[FH_ENERGY_ACCEL] = metering->accel_uj,
		[FH_ENERGY_OTHER] = interval->other_uj,
	} };

	state->node_uj += metering->node_uj;
	fh_account_add(&state->metered, &metered);
	fh_account_add(&state->idle, &interval->idle);
	fh_account_add(&state->system, &interval->system);
	fh_account_add(&state->unattributed, &interval->unattributed);
}

int fh_divide(struct fh_node *node, const struct fh_metering *metering,
	      struct fh_usage *usage, struct fh_error *err)
{
	struct fh_energy_interval interval = make_interval(node, metering,
							   usage);
	struct fh_state *state = node->state;
	struct holdings holdings;
	int rc = -1;

	if (holdings_make(&holdings, metering->device_count,
			  state->job_count)) {
		fh_err_nomem(err);
		goto out;
	}
	for (size_t i = 0; i < metering->device_count; i++)
		hold_device(state, usage, &metering->device[i], &holdings);
	interval.device = holdings.entry;
	interval.device_count = holdings.entry_count;
	rc = fh_energy_split(&interval, err);
	if (!rc) {
		split_holds(&holdings);
		add_steps(node, usage, &holdings);
		add_jobs(state, usage, metering);
	}
	holdings_clear(&holdings);
out:
	if (rc)
		interval.unattributed = (struct fh_energy) { {
			interval.cpu_uj, interval.memory_uj,
			metering->accel_uj, interval.other_uj } };
	add_accounts(state, &interval, metering);
	return rc;
}
