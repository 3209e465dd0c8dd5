/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The select/cons_tres that is wrapped. */
#ifndef SELECT_DELEGATE_H
#define SELECT_DELEGATE_H

#include "fh_slurm_select.h"

#include "src/common/select.h"

/* select/cons_tres, once loaded. */
extern slurm_select_ops_t fh_inner;

/* Load it, unless it is loaded.  Returns SLURM_SUCCESS or SLURM_ERROR. */
int fh_inner_load(void);
int fh_inner_unload(void);

#endif
