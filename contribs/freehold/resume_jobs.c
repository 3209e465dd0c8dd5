/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The jobs that nodes are resumed for: see resume_jobs.h. */
#define _GNU_SOURCE /* strsep */
#include "fh_config.h"

#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/resume_jobs.h"
#include "contribs/freehold/slurm.h"
#include "plugins/common/fh_file.h"
#include "plugins/common/fh_nodeset.h"

#define FILE_MAX (16u << 20)	/* bytes */

/* The text of a member, malloc'ed, or NULL. */
static char *member(struct json_object *object, const char *key)
{
	struct json_object *value;

	if (!json_object_object_get_ex(object, key, &value) ||
	    !json_object_is_type(value, json_type_string))
		return NULL;
	return strdup(json_object_get_string(value));
}

static int read_job(struct json_object *object, struct resume_job *ret,
		    struct fh_error *err)
{
	struct json_object *id;
	char *nodes = member(object, "nodes");
	int rc = -1;

	if (!nodes || !json_object_object_get_ex(object, "job_id", &id))
		fh_err(err, "a job has no job_id or no nodes");
	else
		rc = fh_nodeset_expand(nodes, &ret->nodes, err);
	if (!rc)
		ret->id = (uint32_t) json_object_get_int64(id);
	free(nodes);
	return rc;
}

static int read_jobs(const char *text, struct resume_jobs *ret,
		     struct fh_error *err)
{
	struct json_object *root = json_tokener_parse(text), *jobs;
	size_t count;
	int rc = 0;

	if (!root || !json_object_object_get_ex(root, "jobs", &jobs) ||
	    !json_object_is_type(jobs, json_type_array)) {
		json_object_put(root);
		return fh_err(err, "the file of jobs has no list \"jobs\"");
	}
	count = json_object_array_length(jobs);
	ret->job = calloc(count + 1, sizeof(*ret->job));
	if (!ret->job)
		rc = fh_err_nomem(err);
	for (size_t i = 0; !rc && i < count; i++)
		rc = read_job(json_object_array_get_idx(jobs, i),
			      &ret->job[ret->count++], err);
	json_object_put(root);
	return rc;
}

/* "freehold" of the AdminComment: the class, and where it was placed. */
static void read_note(const char *text, struct resume_job *job)
{
	struct json_object *root = json_tokener_parse(text), *ours;

	if (root && json_object_is_type(root, json_type_object) &&
	    json_object_object_get_ex(root, "freehold", &ours) &&
	    json_object_is_type(ours, json_type_object)) {
		job->data_class = member(ours, "class");
		job->zones = member(ours, "zone");
	}
	json_object_put(root);
}

static char *or_none(const char *text)
{
	return text && *text ? strdup(text) : NULL;
}

/* "id\taccount\tuser\tpartitions\tcomment" */
static void take_line(char *line, struct resume_jobs *jobs)
{
	const char *part[5];
	uint32_t id;

	for (size_t i = 0; i < 5; i++)
		part[i] = strsep(&line, "\t");
	if (!part[4])
		return;
	id = (uint32_t) strtoul(part[0], NULL, 10);
	for (size_t i = 0; i < jobs->count; i++) {
		struct resume_job *job = &jobs->job[i];

		if (job->id != id || job->partitions)
			continue;
		job->account = or_none(part[1]);
		job->user = or_none(part[2]);
		job->partitions = or_none(part[3]);
		read_note(part[4], job);
	}
}

static void clear_job(struct resume_job *job)
{
	fh_strlist_clear(&job->nodes);
	free(job->account);
	free(job->user);
	free(job->partitions);
	free(job->data_class);
	free(job->zones);
}

/* Every job that runs has a partition: one without is gone. */
static void drop_gone(struct resume_jobs *jobs)
{
	size_t kept = 0;

	for (size_t i = 0; i < jobs->count; i++) {
		if (jobs->job[i].partitions)
			jobs->job[kept++] = jobs->job[i];
		else
			clear_job(&jobs->job[i]);
	}
	jobs->count = kept;
}

int resume_jobs_load(const char *path, struct resume_jobs *ret,
		     struct fh_error *err)
{
	char *text, *rest;
	size_t len;
	int rc;

	if (!path)
		return 0;
	if (fh_file_read(path, FILE_MAX, &text, &len, err))
		return -1;
	rc = read_jobs(text, ret, err);
	free(text);
	if (rc || !ret->count)
		return rc;
	text = rest = slurm_ask_placements(err);
	if (!text)
		return -1;
	while (rest)
		take_line(strsep(&rest, "\n"), ret);
	free(text);
	drop_gone(ret);
	return 0;
}

bool resume_job_has_zone(const struct resume_job *job, const char *zone)
{
	const char *at = job->zones;
	size_t len = strlen(zone);

	if (strstr(at, ",+"))
		return true;
	for (; (at = strstr(at, zone)); at += len)
		if ((at == job->zones || at[-1] == ',') &&
		    (!at[len] || at[len] == ','))
			return true;
	return false;
}

void resume_jobs_clear(struct resume_jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++)
		clear_job(&jobs->job[i]);
	free(jobs->job);
	*jobs = (struct resume_jobs) { 0 };
}
