/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dividing one interval's energy: see fh_divide.h. */
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_divide.h"
#include "plugins/energy/fh_holdings.h"
#include "plugins/energy/fh_idle.h"
#include "plugins/energy/fh_roster.h"

#define NS_PER_MS 1000000

static void add_steps(struct fh_node *node, struct fh_usage *usage,
		      const struct fh_holdings *holdings)
{
	for (uint32_t i = 0; i < node->state->step_count; i++) {
		const struct fh_slot *slot = &node->shm->registry.slot[i];
		struct fh_state_step *step = &node->state->step[i];

		if (!fh_roster_is_open(node, i) || slot->step.whole_job)
			continue;
		fh_energy_step(&usage->job[step->job], &usage->step[i],
			       fh_holdings_uj(holdings, step->job,
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
	struct fh_holdings holdings;
	int rc = -1;

	if (fh_holdings_make(&holdings, state, usage, metering, err))
		goto out;
	interval.device = holdings.entry;
	interval.device_count = holdings.entry_count;
	rc = fh_energy_split(&interval, err);
	if (!rc) {
		fh_holdings_split(&holdings);
		add_steps(node, usage, &holdings);
		add_jobs(state, usage, metering);
	}
	fh_holdings_clear(&holdings);
out:
	if (rc)
		interval.unattributed = (struct fh_energy) { {
			interval.cpu_uj, interval.memory_uj,
			metering->accel_uj, interval.other_uj } };
	add_accounts(state, &interval, metering);
	return rc;
}
