/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sampler's knowledge at this moment: see fh_live.h. */
#include <stdlib.h>
#include <string.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_live.h"
#include "plugins/energy/fh_shm.h"

static void copy_jobs(const struct fh_state *state, struct fh_live *ret)
{
	for (uint32_t i = 0; i < state->job_count; i++) {
		const struct fh_state_job *job = &state->job[i];

		if (!job->job_id || job->end_ns != FH_UNKNOWN)
			continue;
		ret->job[ret->job_count++] = (struct fh_live_job) {
			.job_id = job->job_id,
			.uid = job->uid,
			.start_s = job->start_ms / 1000,
			.cores = job->cores,
			.devices = fh_device_set_count(&job->devices),
			.power_uw = job->account.power_uw,
			.source = job->source,
			.energy = job->account.total,
		};
	}
}

/* The first job that holds the meter's device or one of its slices, or 0. */
static uint32_t holder(const struct fh_state *state,
		       const struct fh_state_meter *meter)
{
	for (uint32_t i = 0; i < state->job_count && meter->device >= 0; i++) {
		const struct fh_state_job *job = &state->job[i];

		for (int slice = 0; slice < meter->slices; slice++)
			if (job->job_id && job->end_ns == FH_UNKNOWN &&
			    fh_device_set_has(&job->devices,
					      (unsigned) (meter->device +
							  slice)))
				return job->job_id;
	}
	return 0;
}

static void copy_meters(const struct fh_state *state, struct fh_live *ret)
{
	for (uint32_t i = 0; i < state->meter_count; i++) {
		const struct fh_state_meter *meter = &state->meter[i];
		struct fh_live_meter *to = &ret->meter[ret->meter_count++];

		memcpy(to->name, meter->name, sizeof(to->name));
		memcpy(to->sensor, meter->sensor, sizeof(to->sensor));
		to->is_node = meter->is_node;
		to->part = meter->part;
		to->device = meter->device;
		to->power_uw = meter->last.ok ? meter->power_uw : FH_UNKNOWN;
		to->job_id = holder(state, meter);
		to->source = meter->source;
	}
}

static int copy_state(const struct fh_state *state, struct fh_live *ret,
		      struct fh_error *err)
{
	memset(ret, 0, sizeof(*ret));
	ret->job = calloc(state->job_count + 1, sizeof(*ret->job));
	ret->meter = calloc(state->meter_count + 1, sizeof(*ret->meter));
	if (!ret->job || !ret->meter) {
		fh_live_clear(ret);
		return fh_err_nomem(err);
	}
	ret->simulated = state->simulated;
	ret->at_ms = state->at_ms;
	ret->period_ms = state->period_ns / 1000000;
	ret->power_uw = state->metered.power_uw;
	ret->idle_uw = state->idle.power_uw;
	ret->system_uw = state->system.power_uw;
	ret->unattributed_uw = state->unattributed.power_uw;
	copy_jobs(state, ret);
	copy_meters(state, ret);
	return 0;
}

int fh_live_read(const char *path, struct fh_live *ret, struct fh_error *err)
{
	struct fh_shm *shm = fh_shm_open(path, err);
	struct fh_state *state = NULL;
	int rc = -1;

	if (!shm)
		return -1;
	state = calloc(1, sizeof(*state));
	if (!state)
		fh_err_nomem(err);
	else if (fh_state_load(shm->copy, state))
		fh_err(err, "%s: the sampler has taken no sample yet", path);
	else
		rc = copy_state(state, ret, err);
	free(state);
	fh_shm_close(shm);
	return rc;
}

void fh_live_clear(struct fh_live *live)
{
	if (!live)
		return;
	free(live->job);
	free(live->meter);
	memset(live, 0, sizeof(*live));
}
