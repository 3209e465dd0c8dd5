/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * spank_freehold.so: Slurm loads it into five kinds of process, and this file
 * only says which of our files serves which.  See spank_freehold(8).
 */
#include "spank_denied.h"
#include "spank_freehold.h"

SPANK_PLUGIN(freehold, 1)

int slurm_spank_init(spank_t sp, int argc, char **argv)
{
	switch (spank_context()) {
	case S_CTX_ALLOCATOR:
	case S_CTX_LOCAL:
		return fh_spank_client_init(sp);
	case S_CTX_REMOTE:
		fh_spank_denied_begin();
		return fh_spank_task_declare(sp);
	case S_CTX_SLURMD:
		return fh_spank_slurmd_init(argc, argv);
	default:
		return 0;
	}
}

int slurm_spank_init_post_opt(spank_t sp, int argc, char **argv)
{
	switch (spank_context()) {
	case S_CTX_ALLOCATOR:
	case S_CTX_LOCAL:
		return fh_spank_client_post_opt(sp);
	case S_CTX_REMOTE:
		return fh_spank_step_begin(sp, argc, argv);
	default:
		return 0;
	}
}

int slurm_spank_job_prolog(spank_t sp, int argc, char **argv)
{
	return fh_spank_prolog(sp, argc, argv);
}

int slurm_spank_task_init_privileged(spank_t sp, int argc, char **argv)
{
	(void) argc;
	(void) argv;

	return fh_spank_task_check(sp);
}

int slurm_spank_task_init(spank_t sp, int argc, char **argv)
{
	(void) argc;
	(void) argv;

	return fh_spank_task_environment(sp);
}

int slurm_spank_job_epilog(spank_t sp, int argc, char **argv)
{
	return fh_spank_epilog(sp, argc, argv);
}

int slurm_spank_exit(spank_t sp, int argc, char **argv)
{
	(void) argc;
	(void) argv;

	if (spank_context() == S_CTX_REMOTE)
		fh_spank_denied_tell(sp);
	return 0;
}
