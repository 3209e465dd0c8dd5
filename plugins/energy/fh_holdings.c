/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Accelerators and who holds them: see fh_holdings.h. */
#include <stdlib.h>
#include <string.h>

#include "plugins/common/fh_split.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_holdings.h"
#include "plugins/energy/fh_roster.h"

void fh_holdings_clear(struct fh_holdings *holdings)
{
	free(holdings->entry);
	free(holdings->device);
	free(holdings->hold);
	free(holdings->part);
}

static int allocate(struct fh_holdings *holdings, size_t devices, size_t jobs)
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
	fh_holdings_clear(holdings);
	return -1;
}

static void add_entry(struct fh_holdings *holdings, int device, int64_t uj,
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
			struct fh_holdings *holdings)
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
	if (count < 2)
		return;
	for (size_t i = 0; i < count; i++)
		state->job[hold[i].job].source |= FH_ENERGY_MODELLED;
}

int fh_holdings_make(struct fh_holdings *holdings, struct fh_state *state,
		     const struct fh_usage *usage,
		     const struct fh_metering *metering, struct fh_error *err)
{
	if (allocate(holdings, metering->device_count, state->job_count))
		return fh_err_nomem(err);
	for (size_t i = 0; i < metering->device_count; i++)
		hold_device(state, usage, &metering->device[i], holdings);
	return 0;
}

/* As fh_energy_split() has divided the same. */
void fh_holdings_split(struct fh_holdings *holdings)
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

int64_t fh_holdings_uj(const struct fh_holdings *holdings, uint32_t job,
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
