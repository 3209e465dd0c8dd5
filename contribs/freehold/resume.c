/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold resume: before nodes are rented, are the jobs that wait for them
 * still allowed there?  By the bundle that is active at this moment; slurmctld
 * asked the same question when it gave them the nodes, and that one counts.
 */
#include "fh_config.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/resume_jobs.h"
#include "contribs/freehold/slurm.h"
#include "contribs/freehold/store.h"
#include "plugins/common/fh_bundle.h"
#include "plugins/common/fh_judge.h"
#include "plugins/common/fh_line.h"
#include "plugins/common/fh_nodeset.h"

struct question {
	const char *state_dir, *file, *nodes;
};

/* May the job be on the node?  If not, why is filled. */
static bool is_allowed(const struct fh_conf *conf, const struct resume_job *job,
		       const char *node, int64_t now_s, struct fh_line *why)
{
	int zone = fh_zones_of_node(&conf->zones, node, now_s);
	const struct fh_terms terms = {
		.account = job->account,
		.user = job->user,
		.partitions = job->partitions,
		.request.data_class = job->data_class,
	};
	struct fh_verdict verdict = fh_judge(conf, &terms, zone, now_s);
	char reason[256];

	if (!verdict.allowed) {
		fh_judge_explain(conf, &terms, &verdict, reason,
				 sizeof(reason));
		fh_line_add(why, "node %s: %s", node, reason);
	} else if (job->zones && zone >= 0 &&
		   !resume_job_has_zone(job, conf->zones.zone[zone].name)) {
		fh_line_add(why, "node %s is in zone %s now, and the job was "
			    "placed in %s", node, conf->zones.zone[zone].name,
			    job->zones);
	}
	return !why->len;
}

static bool judge_job(const struct fh_conf *conf, struct resume_job *job,
		      int64_t now_s)
{
	struct fh_line why = { 0 };

	for (size_t i = 0; i < job->nodes.count; i++)
		if (!is_allowed(conf, job, job->nodes.item[i], now_s, &why))
			break;
	job->refused = why.len > 0;
	if (job->refused)
		printf("job %u %s\n", job->id, why.text);
	return !job->refused;
}

/* A node that only refused jobs wait for is not to be rented. */
static bool is_wanted(const struct resume_jobs *jobs, const char *node)
{
	bool wanted = true;

	for (size_t i = 0; i < jobs->count; i++) {
		const struct resume_job *job = &jobs->job[i];

		if (!fh_strlist_has(&job->nodes, node))
			continue;
		if (!job->refused)
			return true;
		wanted = false;
	}
	return wanted;
}

static int print_nodes(const struct resume_jobs *jobs, const char *list,
		       struct fh_error *err)
{
	struct fh_strlist nodes = { 0 };
	const char *before = "nodes ";

	if (fh_nodeset_expand(list, &nodes, err))
		return -1;
	for (size_t i = 0; i < nodes.count; i++) {
		if (!is_wanted(jobs, nodes.item[i]))
			continue;
		printf("%s%s", before, nodes.item[i]);
		before = ",";
	}
	if (*before == ',')
		putchar('\n');
	fh_strlist_clear(&nodes);
	return 0;
}

static int judge(const struct fh_conf *conf, const struct question *question,
		 struct fh_error *err)
{
	struct resume_jobs jobs = { 0 };
	bool all = true;
	int rc = -1;

	if (!resume_jobs_load(question->file, &jobs, err)) {
		for (size_t i = 0; i < jobs.count; i++)
			all &= judge_job(conf, &jobs.job[i], time(NULL));
		rc = print_nodes(&jobs, question->nodes, err);
	}
	resume_jobs_clear(&jobs);
	if (rc)
		return -1;
	return all ? FREEHOLD_OK : FREEHOLD_FAILED;
}

static int resume(const struct question *question, struct fh_error *err)
{
	char *store = store_path(question->state_dir, err);
	char digest[FH_DIGEST_HEX + 1];
	struct fh_conf *conf = NULL;
	int rc = -1;

	if (store && !fh_bundle_active(store, digest, err))
		conf = fh_bundle_load(store, digest, err);
	if (conf)
		rc = judge(conf, question, err);
	fh_conf_free(conf);
	free(store);
	return rc;
}

static int usage(void)
{
	fputs("Usage: freehold resume [--state-dir DIR] [--jobs FILE] NODES\n",
	      stderr);
	return FREEHOLD_USAGE;
}

int freehold_resume(int argc, char **argv)
{
	static const struct option options[] = {
		{ "state-dir", required_argument, NULL, 's' },
		{ "jobs", required_argument, NULL, 'j' },
		{ 0 },
	};
	struct question question = { .file = getenv("SLURM_RESUME_FILE") };
	struct fh_error err = { "" };
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c == 's')
			question.state_dir = optarg;
		else if (c == 'j')
			question.file = optarg;
		else
			return usage();
	}
	if (argc - optind != 1)
		return usage();
	question.nodes = argv[optind];
	rc = resume(&question, &err);
	if (rc >= 0)
		return rc;
	/* Nothing was said about nodes: none is to be rented. */
	fprintf(stderr, "freehold: resume: %s\n", err.text);
	return FREEHOLD_USAGE;
}
