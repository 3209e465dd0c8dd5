/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the state to the journal: see fh_ledger.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "plugins/common/fh_file.h"
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_ledger.h"
#include "plugins/energy/fh_lines.h"
#include "plugins/energy/fh_writer.h"

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
	if (fh_lines_put(node, text, &number, err))
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
