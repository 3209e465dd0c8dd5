/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the state to the journal: see fh_ledger.h. */
#include <json-c/printbuf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "plugins/common/fh_file.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_ledger.h"
#include "plugins/energy/fh_writer.h"

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

/* All the lines there are to write; *number becomes that of the last. */
static int put_all(const struct fh_node *node, struct printbuf *to,
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

static void clear_pending(struct fh_account *account)
{
	account->pending = (struct fh_energy) { { 0 } };
}

/* The lines are written: what they say is not pending any more. */
static void settle(struct fh_state *state, int64_t number)
{
	state->line = number;
	state->line_ms = state->at_ms;
	state->node_uj = 0;
	state->batch = state->start_due = state->gap = false;
	clear_pending(&state->metered);
	clear_pending(&state->idle);
	clear_pending(&state->system);
	clear_pending(&state->unattributed);
	for (uint32_t i = 0; i < state->meter_count; i++) {
		struct fh_state_meter *meter = &state->meter[i];

		meter->from_value = meter->last.ok ? meter->last.value :
						     FH_UNKNOWN;
		meter->wraps = meter->resets = 0;
		meter->uj = meter->rejected_uj = 0;
	}
	for (uint32_t i = 0; i < state->job_count; i++) {
		clear_pending(&state->job[i].account);
		state->job[i].written |= state->job[i].due;
		state->job[i].due = false;
	}
}

/* From state->batch_offset on.  Returns 0, or -1 with err set. */
static int write_batch(struct fh_ledger *ledger, struct fh_node *node,
		       struct fh_error *err)
{
	struct printbuf *text = printbuf_new();
	int64_t number = node->state->line;
	int rc = -1;

	if (!text)
		return fh_err_nomem(err);
	if (put_all(node, text, &number, err))
		goto out;
	if (number > node->state->line &&
	    fh_writer_append(ledger->path, node->state->batch_offset,
			     text->buf, (size_t) printbuf_length(text), err))
		goto out;
	settle(node->state, number);
	fh_state_commit(node->shm->copy, node->state);
	rc = 0;
out:
	printbuf_free(text);
	return rc;
}

/* Where to write; a new file says first what the meters are. */
static int prepare_file(struct fh_ledger *ledger, struct fh_node *node,
			struct fh_error *err)
{
	struct fh_state *state = node->state;
	bool is_there;
	struct stat st;

	is_there = !stat(ledger->path, &st) && st.st_size;
	if (is_there && st.st_size >= FH_WRITER_FILE_MAX) {
		if (fh_writer_rotate(ledger->path, err))
			return -1;
		is_there = false;
	}
	state->start_due |= !is_there;
	state->batch_offset = is_there ? st.st_size : 0;
	return 0;
}

/* Take on the line number of what is there. */
static int open_journal(struct fh_ledger *ledger, struct fh_node *node,
			struct fh_error *err)
{
	char *slash = strrchr(ledger->path, '/');
	int64_t size, number;
	int rc;

	*slash = '\0';
	rc = fh_file_mkdirs(ledger->path, S_IRWXU | S_IRGRP | S_IXGRP |
					  S_IROTH | S_IXOTH, err);
	*slash = '/';
	if (rc)
		return -1;
	if (node->state->batch && write_batch(ledger, node, err))
		return -1;
	if (fh_writer_look(ledger->path, &size, &number, err))
		return -1;
	if (node->state->line < number)
		node->state->line = number;
	ledger->open = true;
	return 0;
}

static int write_all(struct fh_ledger *ledger, struct fh_node *node,
		     struct fh_error *err)
{
	struct fh_state *state = node->state;

	if (!ledger->open && open_journal(ledger, node, err))
		return -1;
	/* One that failed may have left something: it goes there again. */
	if (!state->batch && prepare_file(ledger, node, err))
		return -1;
	state->batch = true;
	fh_state_commit(node->shm->copy, state);
	return write_batch(ledger, node, err);
}

void fh_ledger_write(struct fh_ledger *ledger, struct fh_node *node)
{
	struct fh_error err = { "" };
	bool failed;

	if (!node->state->at_ms)
		return;		/* no sample yet */
	failed = write_all(ledger, node, &err);
	if (failed && !ledger->failing)
		fh_node_error(node, "%s; the journal goes on when that is "
			      "mended", err.text);
	else if (!failed && ledger->failing)
		fh_node_info(node, "the journal goes on");
	ledger->failing = failed;
}

int fh_ledger_init(struct fh_ledger *ledger, const char *node,
		   const char *dir, struct fh_error *err)
{
	memset(ledger, 0, sizeof(*ledger));
	if ((size_t) snprintf(ledger->path, sizeof(ledger->path),
			      "%s/%s.jsonl", dir, node) >=
	    sizeof(ledger->path))
		return fh_err(err, "%s: the path is too long", dir);
	return 0;
}
