/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Testing a job with another --gres list than its own: cons_tres reads the
 * list from the job record and writes several fields of it even when the
 * job does not fit.
 */
#ifndef FH_SLURM_SWAP_H
#define FH_SLURM_SWAP_H

#include "fh_slurm_select.h"

/*
 * A job record's fields before a test.  Between save and restore or commit
 * gres_list and gres are the only owners of what the job had there.
 */
struct fh_slurm_before {
	bool swapped;		/* the two below were replaced in the job */
	List gres_list;
	char *gres;		/* tres_per_node */
	char *cpus_per_tres, *mem_per_tres;	/* copies */
	char *state_desc;			/* copy */
	uint64_t pn_min_memory;
	time_t start_time;
	uint32_t total_cpus, priority, state_reason, req_switch;
	uint32_t min_gres_cpu, min_job_gres_cpu;
	uint16_t cpus_per_task, core_spec;
	uint8_t whole_node;
	bool best_switch;
};

/* before:  filled; to be ended by restore or commit. */
void fh_slurm_swap_save(job_record_t *job, struct fh_slurm_before *before);

/*
 * Give the job another --gres list.
 * gres:  as fh_gres_with() makes it.
 * Returns 0, or -1: slurmctld cannot read it; the job is as before.
 */
int fh_slurm_swap_put(job_record_t *job, struct fh_slurm_before *before,
		      const char *gres);

/* Everything back, including resources a test has assigned. */
void fh_slurm_swap_restore(job_record_t *job, struct fh_slurm_before *before);

/* The job keeps what it was tested with. */
void fh_slurm_swap_commit(struct fh_slurm_before *before);

/*
 * Do the accounting limits admit the job on these nodes, with the list it
 * has now?  slurmctld asks itself only after the test, when it is too late
 * for another candidate.
 */
bool fh_slurm_limits_admit(job_record_t *job, bitstr_t *nodes);

/*
 * Make gres the --gres list of a pending job, with what is counted from it.
 * gres:  NULL = none.
 */
void fh_slurm_swap_reset(job_record_t *job, const char *gres);

#endif
