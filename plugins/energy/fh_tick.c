/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sample: see fh_tick.h. */
#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_roster.h"
#include "plugins/energy/fh_tick.h"

#define GAP_PERIODS 3
#define UW_NS_PER_UJ INT64_C(1000000000)

bool fh_tick_is_gap(const struct fh_node *node, int64_t now_ns)
{
	int64_t at_ns = node->state->at_ns;

	return at_ns && now_ns - at_ns > GAP_PERIODS * node->period_ns;
}

static void find_power(int64_t *window_uj, int64_t ns, int64_t *ret_uw)
{
	if (fh_units_muldiv(*window_uj, UW_NS_PER_UJ, ns, ret_uw))
		*ret_uw = FH_UNKNOWN;
	*window_uj = 0;
}

/* The powers are those over a period or a little more. */
static void find_powers(struct fh_state *state, int64_t now_ns)
{
	struct fh_account *account[] = { &state->metered, &state->idle,
					 &state->system,
					 &state->unattributed };
	int64_t ns = now_ns - state->window_ns;

	if (ns < state->period_ns - state->period_ns / 8)
		return;
	state->window_ns = now_ns;
	for (size_t i = 0; i < sizeof(account) / sizeof(*account); i++)
		find_power(&account[i]->window_uj, ns, &account[i]->power_uw);
	for (uint32_t i = 0; i < state->job_count; i++)
		find_power(&state->job[i].account.window_uj, ns,
			   &state->job[i].account.power_uw);
	for (uint32_t i = 0; i < state->meter_count; i++)
		find_power(&state->meter[i].window_uj, ns,
			   &state->meter[i].power_uw);
}

bool fh_tick(struct fh_node *node, struct fh_tick *tick, int64_t now_ns,
	     int64_t now_ms)
{
	struct fh_state *state = node->state;
	struct fh_error err;
	bool due;

	/* The clock goes on as long as the state lives: see fh_shm_create() */
	tick->usage.from_ns = state->at_ns && state->at_ns < now_ns ?
				      state->at_ns : now_ns;
	tick->usage.now_ns = now_ns;
	tick->usage.gap = fh_tick_is_gap(node, now_ns);
	fh_roster_update(node, now_ns);
	fh_metering_read(node, now_ns, &tick->metering);
	fh_usage_read(node, &tick->usage);
	if (fh_divide(node, &tick->metering, &tick->usage, &err))
		fh_node_error(node, "this sample could not be divided: %s",
			      err.text);
	fh_roster_close(node, now_ns, now_ms);
	state->at_ns = now_ns;
	if (!state->line_ms)
		state->line_ms = now_ms;
	state->at_ms = now_ms > state->line_ms ? now_ms : state->line_ms;
	find_powers(state, now_ns);
	fh_state_commit(node->shm->copy, state);
	due = fh_roster_settle(node, now_ns);
	fh_shm_done(node->shm);
	return due;
}
