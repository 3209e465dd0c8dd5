/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A step as Slurm has it, to one as the sampler's registry does. */
#ifndef ENERGY_VIEW_H
#define ENERGY_VIEW_H

#include "energy_slurm.h"

#include "plugins/energy/fh_slot.h"

/* All but the times, which are the registry's. */
void energy_view_step(const stepd_step_rec_t *step, struct fh_slot_step *ret);

#endif
