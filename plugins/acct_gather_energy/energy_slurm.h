/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slurm's headers that the plugin needs, wherever a version has them. */
#ifndef ENERGY_SLURM_H
#define ENERGY_SLURM_H

#include "src/common/slurm_xlator.h"

#if SLURM_VERSION_NUMBER >= SLURM_VERSION_NUM(23, 2, 0)
#include "src/interfaces/acct_gather_energy.h"
#include "src/interfaces/cgroup.h"
#include "src/interfaces/gres.h"
#else
#include "src/common/cgroup.h"
#include "src/common/gres.h"
#include "src/common/slurm_acct_gather_energy.h"
#endif

#include "src/common/bitstring.h"
#include "src/common/list.h"
#include "src/common/log.h"
#include "src/common/parse_config.h"
#include "src/common/read_config.h"
#include "src/common/run_in_daemon.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"
#include "src/slurmd/slurmd/slurmd.h"
#include "src/slurmd/slurmstepd/slurmstepd_job.h"

#endif
