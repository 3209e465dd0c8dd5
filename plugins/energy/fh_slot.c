/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The registry of steps: see fh_slot.h. */
#include <unistd.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_slot.h"

/* A pid takes 22 bits at most; the state stands below it. */
#define STATE_BITS 8

void fh_device_set_add(struct fh_device_set *set, unsigned device)
{
	if (device < FH_DEVICE_MAX)
		set->bits[device / 64] |= UINT64_C(1) << device % 64;
}

bool fh_device_set_has(const struct fh_device_set *set, unsigned device)
{
	return device < FH_DEVICE_MAX &&
	       set->bits[device / 64] >> device % 64 & 1;
}

void fh_device_set_union(struct fh_device_set *to,
			 const struct fh_device_set *set)
{
	for (size_t i = 0; i < FH_DEVICE_MAX / 64; i++)
		to->bits[i] |= set->bits[i];
}

int64_t fh_device_set_count(const struct fh_device_set *set)
{
	int64_t count = 0;

	for (unsigned i = 0; i < FH_DEVICE_MAX; i++)
		count += fh_device_set_has(set, i);
	return count;
}

enum fh_slot_state fh_slot_state(uint64_t word)
{
	return word & ((1 << STATE_BITS) - 1);
}

pid_t fh_slot_pid(uint64_t word)
{
	return (pid_t) (word >> STATE_BITS);
}

static uint64_t make_word(pid_t pid, enum fh_slot_state state)
{
	return (uint64_t) pid << STATE_BITS | state;
}

static void raise_used(struct fh_registry *registry, uint32_t used)
{
	uint32_t before = atomic_load(&registry->used);

	while (before < used &&
	       !atomic_compare_exchange_weak(&registry->used, &before, used))
		;
}

static void fill_in(struct fh_registry *registry, struct fh_slot *slot,
		    const struct fh_slot_step *step, int64_t pid_start)
{
	slot->pid_start = pid_start;
	slot->step = *step;
	atomic_store(&slot->end_ns, FH_UNKNOWN);
	atomic_store(&slot->told_j, FH_UNKNOWN);
	atomic_store(&slot->ticket,
		     atomic_fetch_add(&registry->tickets, 1) + 1);
	raise_used(registry, (uint32_t) (slot - registry->slot) + 1);
	atomic_store(&slot->word, make_word(getpid(), FH_SLOT_LIVE));
}

/*
 * The owner's pid is in the slot from the first instant, so that a process
 * that dies while it fills in the rest leaves nothing behind.
 */
struct fh_slot *fh_slot_claim(struct fh_registry *registry,
			      const struct fh_slot_step *step,
			      int64_t pid_start)
{
	uint64_t claimed = make_word(getpid(), FH_SLOT_CLAIMED);

	for (size_t i = 0; i < FH_SLOT_COUNT; i++) {
		struct fh_slot *slot = &registry->slot[i];
		uint64_t expected = FH_SLOT_FREE;

		if (!atomic_compare_exchange_strong(&slot->word, &expected,
						    claimed))
			continue;
		fill_in(registry, slot, step, pid_start);
		return slot;
	}
	return NULL;
}

void fh_slot_end(struct fh_slot *slot, int64_t now_ns)
{
	uint64_t live = make_word(getpid(), FH_SLOT_LIVE);

	if (atomic_load(&slot->word) != live)
		return;
	atomic_store(&slot->end_ns, now_ns);
	atomic_compare_exchange_strong(&slot->word, &live,
				       make_word(getpid(), FH_SLOT_ENDING));
}

void fh_slot_move(struct fh_slot *slot, uint64_t word,
		  enum fh_slot_state state)
{
	uint64_t to = state == FH_SLOT_FREE ?
			      (uint64_t) FH_SLOT_FREE :
			      make_word(fh_slot_pid(word), state);

	atomic_compare_exchange_strong(&slot->word, &word, to);
}
