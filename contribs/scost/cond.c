/* SPDX-License-Identifier: GPL-2.0-or-later */
/* slurmdbd's conditions: see cond.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <slurm/slurm_errno.h>

#include "contribs/scost/cond.h"
#include "contribs/scost/libslurm.h"

static int add_names(List list, char *text)
{
	return slurm_addto_char_list(list, text) < 1 ? -1 : 0;
}

/* A name that no account has ends the query: libslurm has said so. */
static int add_users(List list, char *text)
{
	return slurm_addto_id_char_list(list, text, false) < 1 ? -1 : 0;
}

static int add_groups(List list, char *text)
{
	return slurm_addto_id_char_list(list, text, true) < 1 ? -1 : 0;
}

static int add_jobs(List list, char *text)
{
	return slurm_addto_step_list(list, text) < 1 ? -1 : 0;
}

/* slurmdbd wants states as numbers. */
static int add_states(List list, char *text)
{
	char *state, *save, number[16];

	for (state = strtok_r(text, ",", &save); state;
	     state = strtok_r(NULL, ",", &save)) {
		uint32_t value = slurm_job_state_num(state);

		if (value == NO_VAL)
			return -1;
		snprintf(number, sizeof(number), "%u", value);
		if (slurm_addto_char_list(list, number) < 0)
			return -1;
	}
	return 0;
}

/* Where each choice goes and what reads it. */
static const struct {
	enum scost_by by;
	size_t offset;		/* of a List in slurmdb_job_cond_t */
	int (*add)(List list, char *text);
	const char *what;
} choices[] = {
	{ SCOST_BY_ACCOUNT, offsetof(slurmdb_job_cond_t, acct_list),
	  add_names, "an account" },
	{ SCOST_BY_ASSOC, offsetof(slurmdb_job_cond_t, associd_list),
	  add_names, "an association" },
	{ SCOST_BY_CONSTRAINT, offsetof(slurmdb_job_cond_t, constraint_list),
	  add_names, "a feature" },
	{ SCOST_BY_GROUP, offsetof(slurmdb_job_cond_t, groupid_list),
	  add_groups, "a group" },
	{ SCOST_BY_CLUSTER, offsetof(slurmdb_job_cond_t, cluster_list),
	  add_names, "a cluster" },
	{ SCOST_BY_JOB, offsetof(slurmdb_job_cond_t, step_list), add_jobs,
	  "a job id" },
	{ SCOST_BY_JOBNAME, offsetof(slurmdb_job_cond_t, jobname_list),
	  add_names, "a job name" },
	{ SCOST_BY_PARTITION, offsetof(slurmdb_job_cond_t, partition_list),
	  add_names, "a partition" },
	{ SCOST_BY_STATE, offsetof(slurmdb_job_cond_t, state_list),
	  add_states, "a job state" },
	{ SCOST_BY_USER, offsetof(slurmdb_job_cond_t, userid_list),
	  add_users, "a user" },
	{ SCOST_BY_WCKEY, offsetof(slurmdb_job_cond_t, wckey_list),
	  add_names, "a workload key" },
};

#define CHOICE_COUNT (sizeof(choices) / sizeof(choices[0]))

static List *list_at(slurmdb_job_cond_t *cond, size_t offset)
{
	return (List *) ((char *) cond + offset);
}

static int add_one(List *list, int (*add)(List list, char *text),
		   const char *text, const char *what, struct fh_error *err)
{
	char *copy = strdup(text);
	int rc;

	if (!copy)
		return fh_err_nomem(err);
	if (!*list)
		*list = slurm_list_create(slurm_xfree_ptr);
	rc = add(*list, copy);
	free(copy);
	return rc ? fh_err(err, "\"%s\" is not %s", text, what) : 0;
}

static int add_choices(const struct scost_args *args,
		       slurmdb_job_cond_t *cond, struct fh_error *err)
{
	for (size_t i = 0; i < CHOICE_COUNT; i++) {
		const struct fh_strlist *given = &args->by[choices[i].by];

		for (size_t j = 0; j < given->count; j++)
			if (add_one(list_at(cond, choices[i].offset),
				    choices[i].add, given->item[j],
				    choices[i].what, err))
				return -1;
	}
	return 0;
}

/* The whole list is dropped: slurmdbd then takes all. */
static void forget(List *list)
{
	if (*list)
		slurm_list_destroy(*list);
	*list = NULL;
}

static int choose_clusters(const struct scost_args *args,
			   slurmdb_job_cond_t *cond, struct fh_error *err)
{
	const struct fh_strlist *given = &args->by[SCOST_BY_CLUSTER];

	if (fh_strlist_has_any_case(given, "all")) {
		forget(&cond->cluster_list);
		return 0;
	}
	if (given->count || !slurm_conf.cluster_name)
		return 0;
	return add_one(&cond->cluster_list, add_names,
		       slurm_conf.cluster_name, "a cluster", err);
}

/*
 * Unlike sacct, naming a job or a node does not show other users' jobs: what
 * they cost is asked for by --allusers or --user.
 */
static int choose_users(const struct scost_args *args,
			slurmdb_job_cond_t *cond, struct fh_error *err)
{
	char own[16];

	if (args->all_users) {
		forget(&cond->userid_list);
		return 0;
	}
	if (cond->userid_list || !getuid())
		return 0;
	snprintf(own, sizeof(own), "%u", (unsigned) getuid());
	return add_one(&cond->userid_list, add_users, own, "a user", err);
}

static int parse_time(const char *text, time_t *ret, struct fh_error *err)
{
	if (!text)
		return 0;
	errno = 0;
	*ret = slurm_parse_time(text, 1);
	if (errno == ESLURM_INVALID_TIME_VALUE)
		return fh_err(err, "\"%s\" is not a time; \"2026-01-31\", "
			      "\"2026-01-31T12:30\" or \"now-2days\" is",
			      text);
	return 0;
}

static int choose_window(const struct scost_args *args,
			 slurmdb_job_cond_t *cond, struct fh_error *err)
{
	if (parse_time(args->start, &cond->usage_start, err) ||
	    parse_time(args->end, &cond->usage_end, err))
		return -1;
	slurmdb_job_cond_def_start_end(cond);
	if (cond->usage_start > cond->usage_end)
		return fh_err(err, "the time window ends before it starts");
	return 0;
}

static int choose_nodes(const struct scost_args *args,
			slurmdb_job_cond_t *cond, struct fh_error *err)
{
	const struct fh_strlist *given = &args->by[SCOST_BY_NODE];

	if (given->count > 1)
		return fh_err(err, "--nodelist can be given once; one list "
			      "names several nodes");
	if (given->count)
		cond->used_nodes = given->item[0];
	return 0;
}

int scost_cond_make(const struct scost_args *args, slurmdb_job_cond_t *ret,
		    struct fh_error *err)
{
	memset(ret, 0, sizeof(*ret));
	ret->db_flags = SLURMDB_JOB_FLAG_NOTSET;
	ret->flags = JOBCOND_FLAG_NO_STEP | JOBCOND_FLAG_NO_TRUNC;
	if (args->duplicates)
		ret->flags |= JOBCOND_FLAG_DUP;
	if (add_choices(args, ret, err) || choose_nodes(args, ret, err) ||
	    choose_clusters(args, ret, err) || choose_users(args, ret, err))
		return -1;
	return choose_window(args, ret, err);
}

/* used_nodes is the command line's. */
void scost_cond_clear(slurmdb_job_cond_t *cond)
{
	for (size_t i = 0; i < CHOICE_COUNT; i++)
		forget(list_at(cond, choices[i].offset));
}
