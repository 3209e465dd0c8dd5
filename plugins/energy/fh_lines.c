/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The journal's lines from the sampler's state: see fh_lines.h. */
#include <stdlib.h>
#include <string.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_lines.h"

static bool is_zero(const struct fh_energy *energy)
{
	static const struct fh_energy zero;

	return !memcmp(energy, &zero, sizeof(zero));
}

/* Append one line; the numbers follow each other. */
static int put_line(struct printbuf *to, struct fh_journal_line *line,
		    int64_t *number, struct fh_error *err)
{
	char *text;
	int rc;

	line->number = *number + 1;
	text = fh_journal_encode(line, err);
	if (!text)
		return -1;
	rc = printbuf_memappend(to, text, (int) strlen(text));
	free(text);
	if (rc < 0)
		return fh_err_nomem(err);
	++*number;
	return 0;
}

static void copy_meters(const struct fh_state *state,
			struct fh_journal_meter *to)
{
	for (uint32_t i = 0; i < state->meter_count; i++) {
		const struct fh_state_meter *meter = &state->meter[i];

		to[i].is_node = meter->is_node;
		to[i].is_power = meter->is_power;
		to[i].part = meter->part;
		to[i].source = meter->source;
		to[i].range_uj = meter->range_uj;
		to[i].from_value = meter->from_value;
		to[i].to_value = meter->last.ok ? meter->last.value :
						  FH_UNKNOWN;
		to[i].wraps = meter->wraps;
		to[i].resets = meter->resets;
		to[i].uj = meter->uj;
		to[i].rejected_uj = meter->rejected_uj;
		memcpy(to[i].name, meter->name, sizeof(to[i].name));
		memcpy(to[i].sensor, meter->sensor, sizeof(to[i].sensor));
	}
}

static int put_start(const struct fh_node *node,
		     struct fh_journal_meter *meter, struct printbuf *to,
		     int64_t *number, struct fh_error *err)
{
	const struct fh_state *state = node->state;
	struct fh_journal_line line = {
		.kind = FH_JOURNAL_START,
		.from_ms = state->line_ms,
		.to_ms = state->line_ms,
		.simulated = state->simulated,
		.meter = meter,
		.meter_count = state->meter_count,
	};

	memcpy(line.node, node->name, sizeof(line.node));
	memcpy(line.boot_id, node->boot_id, sizeof(line.boot_id));
	return put_line(to, &line, number, err);
}

/* The jobs that got anything since the last line. */
static size_t copy_shares(const struct fh_state *state,
			  struct fh_journal_share *share)
{
	size_t count = 0;

	for (uint32_t i = 0; i < state->job_count; i++) {
		const struct fh_state_job *job = &state->job[i];

		if (job->job_id && !is_zero(&job->account.pending))
			share[count++] = (struct fh_journal_share) {
				.job_id = job->job_id,
				.start_s = job->start_ms / 1000,
				.energy = job->account.pending,
			};
	}
	return count;
}

static int put_interval(const struct fh_node *node,
			struct fh_journal_meter *meter, struct printbuf *to,
			int64_t *number, struct fh_error *err)
{
	const struct fh_state *state = node->state;
	struct fh_journal_line line = {
		.kind = FH_JOURNAL_INTERVAL,
		.from_ms = state->line_ms,
		.to_ms = state->at_ms,
		.gap = state->gap,
		.meter = meter,
		.meter_count = state->meter_count,
		.node_uj = state->has_node ? state->node_uj : FH_UNKNOWN,
		.debt_uj = state->debt_uj,
		.metered = state->metered.pending,
		.idle = state->idle.pending,
		.system = state->system.pending,
		.unattributed = state->unattributed.pending,
	};
	int rc;

	line.share = calloc(state->job_count + 1, sizeof(*line.share));
	if (!line.share)
		return fh_err_nomem(err);
	line.share_count = copy_shares(state, line.share);
	rc = put_line(to, &line, number, err);
	free(line.share);
	return rc;
}

static int put_job(const struct fh_state_job *job, struct printbuf *to,
		   int64_t *number, struct fh_error *err)
{
	struct fh_journal_line line = {
		.kind = FH_JOURNAL_JOB,
		.from_ms = job->start_ms,
		.to_ms = job->end_ms,
		.job_id = job->job_id,
		.uid = job->uid,
		.clean = job->told && !job->broken,
		.cores = job->cores,
		.devices = fh_device_set_count(&job->devices),
		.source = job->source,
		.gap_ms = job->gap_ms,
		.energy = job->account.total,
	};

	return put_line(to, &line, number, err);
}

static bool has_interval(const struct fh_state *state)
{
	return state->at_ms > state->line_ms ||
	       !is_zero(&state->metered.pending);
}

int fh_lines_put(const struct fh_node *node, struct printbuf *to,
		 int64_t *number, struct fh_error *err)
{
	const struct fh_state *state = node->state;
	struct fh_journal_meter *meter = calloc(state->meter_count + 1,
						sizeof(*meter));
	int rc = -1;

	if (!meter)
		return fh_err_nomem(err);
	copy_meters(state, meter);
	if (state->start_due && put_start(node, meter, to, number, err))
		goto out;
	if (has_interval(state) && put_interval(node, meter, to, number, err))
		goto out;
	for (uint32_t i = 0; i < state->job_count; i++)
		if (state->job[i].due &&
		    put_job(&state->job[i], to, number, err))
			goto out;
	rc = 0;
out:
	free(meter);
	return rc;
}
