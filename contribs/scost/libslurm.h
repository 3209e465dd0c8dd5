/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Functions that libslurm exports for Slurm's own tools and that none of its
 * public headers declares.  With them scost reads times, users, job ids and
 * states exactly as sacct does.
 */
#ifndef SCOST_LIBSLURM_H
#define SCOST_LIBSLURM_H

#include <slurm/slurm.h>
#include <slurm/slurmdb.h>
#include <stdbool.h>
#include <time.h>

extern slurm_conf_t slurm_conf;

/* -1 or 0 with errno ESLURM_INVALID_TIME_VALUE when text is no time. */
time_t slurm_parse_time(const char *text, int past);

/* Append comma-separated names; how many were added, below 1 when bad. */
int slurm_addto_char_list(List list, char *names);
int slurm_addto_id_char_list(List list, char *names, bool gid);
int slurm_addto_step_list(List list, char *names);

/* NO_VAL when there is no such state. */
uint32_t slurm_job_state_num(const char *name);
char *slurm_job_state_string(uint32_t state);

/* Fill in sacct's default window. */
void slurmdb_job_cond_def_start_end(slurmdb_job_cond_t *cond);

void slurm_xfree_ptr(void *ptr);

#endif
