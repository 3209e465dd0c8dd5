/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sampler's state in two copies: see fh_state.h. */
#include <string.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_state.h"

/* The parts of a state that are in use: its head and three tables. */
struct used {
	size_t offset;
	size_t size;
};

#define USED_PARTS 4

static void used_parts(const struct fh_state *state,
		       struct used part[USED_PARTS])
{
	part[0] = (struct used) { 0, offsetof(struct fh_state, meter) };
	part[1] = (struct used) { offsetof(struct fh_state, meter),
				  state->meter_count * sizeof(*state->meter) };
	part[2] = (struct used) { offsetof(struct fh_state, job),
				  state->job_count * sizeof(*state->job) };
	part[3] = (struct used) { offsetof(struct fh_state, step),
				  state->step_count * sizeof(*state->step) };
}

static bool is_bounded(const struct fh_state *state)
{
	return state->meter_count <= FH_JOURNAL_METER_MAX &&
	       state->job_count <= FH_JOURNAL_JOB_MAX &&
	       state->step_count <= FH_SLOT_COUNT;
}

/* FNV-1a over 64-bit words; all the parts are multiples of them. */
static uint64_t checksum(const struct fh_state *state)
{
	struct used part[USED_PARTS];
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	used_parts(state, part);
	for (size_t i = 0; i < USED_PARTS; i++) {
		const char *at = (const char *) state + part[i].offset;

		for (size_t n = 0; n < part[i].size; n += sizeof(hash)) {
			uint64_t word;

			memcpy(&word, at + n, sizeof(word));
			hash = (hash ^ word) * UINT64_C(0x100000001b3);
		}
	}
	return hash;
}

_Static_assert(offsetof(struct fh_state, meter) % 8 == 0 &&
		       sizeof(struct fh_state_meter) % 8 == 0 &&
		       sizeof(struct fh_state_job) % 8 == 0 &&
		       sizeof(struct fh_state_step) % 8 == 0,
	       "checksum() reads words");

static void copy_used(struct fh_state *to, const struct fh_state *from,
		      const struct fh_state *counts)
{
	struct used part[USED_PARTS];

	used_parts(counts, part);
	for (size_t i = 0; i < USED_PARTS; i++)
		memcpy((char *) to + part[i].offset,
		       (const char *) from + part[i].offset, part[i].size);
}

void fh_state_commit(struct fh_state_copy copy[2],
		     const struct fh_state *state)
{
	uint64_t first = atomic_load(&copy[0].sequence);
	uint64_t second = atomic_load(&copy[1].sequence);
	struct fh_state_copy *older = &copy[first > second];
	uint64_t newest = first > second ? first : second;

	atomic_store(&older->sequence, 0);
	atomic_thread_fence(memory_order_seq_cst);
	copy_used(&older->state, state, state);
	older->checksum = checksum(state);
	atomic_thread_fence(memory_order_seq_cst);
	atomic_store(&older->sequence, newest + 1);
}

/* One copy, if it stays whole while it is read. */
static int load_copy(const struct fh_state_copy *copy, struct fh_state *ret)
{
	uint64_t sequence = atomic_load(&copy->sequence);
	struct fh_state *head = ret;
	uint64_t sum;

	if (!sequence)
		return -1;
	memcpy(head, &copy->state, offsetof(struct fh_state, meter));
	if (!is_bounded(head))
		return -1;
	copy_used(ret, &copy->state, head);
	sum = copy->checksum;
	atomic_thread_fence(memory_order_seq_cst);
	if (atomic_load(&copy->sequence) != sequence || !is_bounded(ret))
		return -1;
	return checksum(ret) == sum ? 0 : -1;
}

/* A copy is written at most every few milliseconds: three tries are many. */
int fh_state_load(const struct fh_state_copy copy[2], struct fh_state *ret)
{
	for (int try = 0; try < 3; try++) {
		bool second = atomic_load(&copy[1].sequence) >
			      atomic_load(&copy[0].sequence);

		if (!load_copy(&copy[second], ret) ||
		    !load_copy(&copy[!second], ret))
			return 0;
	}
	return -1;
}

void fh_state_reset(struct fh_state *state)
{
	memset(state, 0, sizeof(*state));
	state->busy_ns = FH_UNKNOWN;
	state->metered.power_uw = state->idle.power_uw = FH_UNKNOWN;
	state->system.power_uw = state->unattributed.power_uw = FH_UNKNOWN;
	state->cpu_idle.lowest_uw = FH_UNKNOWN;
	state->memory_idle.lowest_uw = FH_UNKNOWN;
}

void fh_account_add(struct fh_account *account,
		    const struct fh_energy *energy)
{
	fh_energy_add(&account->total, energy);
	fh_energy_add(&account->pending, energy);
	account->window_uj += fh_energy_total(energy);
}
