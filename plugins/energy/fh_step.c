/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A slurmstepd's side: see fh_step.h. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_proc.h"
#include "plugins/energy/fh_shm.h"
#include "plugins/energy/fh_step.h"

#define NS_PER_MS INT64_C(1000000)
/*
 * Slurm polls now and then, and only the last reading is kept: until then a
 * sample of the usual age will do, so that polls of many steps cost nothing.
 */
#define FRESH_NS (1100 * NS_PER_MS)
#define WAIT_NS (300 * NS_PER_MS)	/* for a sample */
#define LAST_WAIT_NS (1000 * NS_PER_MS)	/* for the last one; slurmd may be
					 * starting again just now */
#define POWER_NS (500 * NS_PER_MS)	/* power is over this or more */
#define UW_NS_PER_UJ INT64_C(1000000000)

struct fh_step {
	struct fh_shm *shm;
	struct fh_slot *slot;
	struct fh_state *state;	/* scratch: as read last */
	uint64_t ticket;
	bool had_child;
	struct fh_step_reading reading;
	int64_t at_ns;		/* of the reading */
	int64_t power_at_ns, power_at_uj;	/* the power is since then */
};

struct fh_step *fh_step_open(const char *path, const struct fh_slot_step *step,
			     struct fh_error *err)
{
	struct fh_step *self = calloc(1, sizeof(*self));
	struct fh_slot_step now = *step;

	if (!self)
		goto no_memory;
	self->state = calloc(1, sizeof(*self->state));
	if (!self->state)
		goto no_memory;
	self->shm = fh_shm_open(path, err);
	if (!self->shm)
		goto failed;
	now.start_ns = fh_proc_now_ns();
	now.start_ms = fh_proc_now_ms();
	self->slot = fh_slot_claim(&self->shm->registry, &now,
				   fh_proc_start(getpid()));
	if (!self->slot) {
		fh_err(err, "%s: more than %d steps at a time", path,
		       FH_SLOT_COUNT);
		goto failed;
	}
	self->ticket = atomic_load(&self->slot->ticket);
	self->reading = (struct fh_step_reading) {
		.energy_uj = FH_UNKNOWN,
		.power_uw = FH_UNKNOWN,
		.mean_uw = FH_UNKNOWN,
	};
	/* So that the sample before ends where this step begins. */
	(void) fh_shm_ring(self->shm);
	return self;
no_memory:
	fh_err_nomem(err);
failed:
	fh_step_close(self);
	return NULL;
}

bool fh_step_is_over(struct fh_step *step)
{
	siginfo_t info;

	if (!waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT))
		step->had_child = true;
	else if (errno == ECHILD)
		return step->had_child;
	return false;
}

static bool is_closed(const struct fh_step *step)
{
	return fh_slot_state(atomic_load(&step->slot->word)) ==
	       FH_SLOT_CLOSED;
}

/*
 * The step's or the job's account in the state, or NULL: it is not there yet,
 * or no meter is, and its energy is not known rather than 0.
 */
static const struct fh_energy *find_energy(const struct fh_step *step)
{
	size_t index = (size_t) (step->slot - step->shm->registry.slot);
	const struct fh_state *state = step->state;
	const struct fh_state_step *own = &state->step[index];
	const struct fh_state_job *job;

	if (index >= state->step_count || own->ticket != step->ticket ||
	    own->job >= state->job_count)
		return NULL;
	job = &state->job[own->job];
	if (!(job->source & ~(unsigned) FH_ENERGY_MISSING))
		return NULL;
	return step->slot->step.whole_job ? &job->account.total : &own->total;
}

static void find_powers(struct fh_step *step)
{
	struct fh_step_reading *reading = &step->reading;
	int64_t since_ns = step->at_ns - step->power_at_ns;
	int64_t all_ns = step->at_ns - step->slot->step.start_ns;

	if (all_ns > 0 && fh_units_muldiv(reading->energy_uj, UW_NS_PER_UJ,
					  all_ns, &reading->mean_uw))
		reading->mean_uw = FH_UNKNOWN;
	if (!step->power_at_ns) {
		reading->power_uw = reading->mean_uw;
	} else if (since_ns < POWER_NS) {
		return;
	} else if (fh_units_muldiv(reading->energy_uj - step->power_at_uj,
				   UW_NS_PER_UJ, since_ns,
				   &reading->power_uw)) {
		reading->power_uw = FH_UNKNOWN;
	}
	step->power_at_ns = step->at_ns;
	step->power_at_uj = reading->energy_uj;
}

/* What the last sample says; the reading stays where there is none. */
static void take_reading(struct fh_step *step)
{
	struct fh_step_reading *reading = &step->reading;
	const struct fh_energy *energy;

	if (fh_state_load(step->shm->copy, step->state))
		return;
	energy = find_energy(step);
	if (!energy || step->state->at_ns == step->at_ns)
		return;
	reading->energy_uj = fh_energy_total(energy);
	reading->at_ms = step->state->at_ms;
	step->at_ns = step->state->at_ns;
	find_powers(step);
}

static void wait_closed(struct fh_step *step)
{
	int64_t until_ns = fh_proc_now_ns() + LAST_WAIT_NS;

	fh_slot_end(step->slot, fh_proc_now_ns());
	while (!is_closed(step)) {
		uint32_t before = fh_shm_ring(step->shm);
		int64_t left_ns = until_ns - fh_proc_now_ns();

		if (!is_closed(step) &&
		    fh_shm_wait_done(step->shm, before, left_ns))
			return;
	}
}

void fh_step_read(struct fh_step *step, bool last,
		  struct fh_step_reading *ret)
{
	int64_t base_uj = step->reading.energy_uj, uj;

	take_reading(step);
	if (last) {
		wait_closed(step);
	} else if (step->reading.energy_uj == FH_UNKNOWN ||
		   fh_proc_now_ns() - step->at_ns > FRESH_NS) {
		uint32_t before = fh_shm_ring(step->shm);

		(void) fh_shm_wait_done(step->shm, before, WAIT_NS);
	}
	take_reading(step);
	step->reading.base_uj = base_uj == FH_UNKNOWN ? 0 : base_uj;
	*ret = step->reading;
	uj = step->reading.energy_uj;
	if (uj != FH_UNKNOWN)
		atomic_store(&step->slot->told_j,
			     (uj + FH_UJ_PER_J / 2) / FH_UJ_PER_J);
}

void fh_step_close(struct fh_step *step)
{
	if (!step)
		return;
	fh_shm_close(step->shm);
	free(step->state);
	free(step);
}
