/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking slurmctld in a process of its own: see slurm.h. */
#include "fh_config.h"

#include <errno.h>
#include <json-c/printbuf.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>
#include <slurm/slurmdb.h>

#include "contribs/freehold/slurm.h"

/* libslurm exports these undeclared; the first as slurm_init() read it. */
extern slurm_conf_t slurm_conf;
char *slurm_job_state_string(uint32_t state);

#define ASK_S 15
#define ANSWER_MAX (64 << 20)

/* What a child answers with: a text, or a failure's sentence. */
enum {
	ASKED_WELL = 0,
	ASKED_NO_CONF = 1,	/* libslurm's own exit: no slurm.conf */
	ASKED_IN_VAIN = 2,
};

static const char *text_or_none(const char *text)
{
	return text ? text : "";
}

static int in_vain(FILE *to)
{
	fprintf(to, "slurmctld doesn't answer: %s", slurm_strerror(errno));
	return ASKED_IN_VAIN;
}

static int write_settings(FILE *to, const void *arg)
{
	slurm_conf_t *set;

	(void) arg;
	if (slurm_load_ctl_conf(0, &set))
		return in_vain(to);
	fprintf(to, "Version=%s\n", text_or_none(set->version));
	fprintf(to, "SelectType=%s\n", text_or_none(set->select_type));
	fprintf(to, "JobSubmitPlugins=%s\n",
		text_or_none(set->job_submit_plugins));
	fprintf(to, "PrologFlags=%s%s\n",
		set->prolog_flags & PROLOG_FLAG_ALLOC ? "Alloc," : "",
		set->prolog_flags & PROLOG_FLAG_CONTAIN ? "Contain" : "");
	fprintf(to, "SchedulerParameters=%s\n",
		text_or_none(set->sched_params));
	fprintf(to, "JobAcctGatherType=%s\n",
		text_or_none(set->job_acct_gather_type));
	fprintf(to, "AcctGatherEnergyType=%s\n",
		text_or_none(set->acct_gather_energy_type));
	fprintf(to, "AcctGatherNodeFreq=%u\n",
		(unsigned) set->acct_gather_node_freq);
	fprintf(to, "PluginDir=%s\n", text_or_none(set->plugindir));
	fprintf(to, "StateSaveLocation=%s\n",
		text_or_none(set->state_save_location));
	slurm_free_ctl_conf(set);
	return ASKED_WELL;
}

static int write_accounts(FILE *to, const void *arg)
{
	job_info_msg_t *jobs;

	(void) arg;
	if (slurm_load_jobs(0, &jobs, SHOW_ALL))
		return in_vain(to);
	for (uint32_t i = 0; i < jobs->record_count; i++)
		fprintf(to, "%u %s\n", jobs->job_array[i].job_id,
			text_or_none(jobs->job_array[i].account));
	slurm_free_job_info_msg(jobs);
	return ASKED_WELL;
}

static void write_comment(FILE *to, const char *text)
{
	for (; text && *text; text++)
		fputc(*text == '\t' || *text == '\n' ? ' ' : *text, to);
	fputc('\n', to);
}

static int write_placements(FILE *to, const void *arg)
{
	job_info_msg_t *jobs;

	(void) arg;
	if (slurm_load_jobs(0, &jobs, SHOW_ALL))
		return in_vain(to);
	for (uint32_t i = 0; i < jobs->record_count; i++) {
		const slurm_job_info_t *job = &jobs->job_array[i];
		const struct passwd *user = getpwuid(job->user_id);

		fprintf(to, "%u\t%s\t%s\t%s\t", job->job_id,
			text_or_none(job->account),
			user ? user->pw_name : "",
			text_or_none(job->partition));
		write_comment(to, job->admin_comment);
	}
	slurm_free_job_info_msg(jobs);
	return ASKED_WELL;
}

static int write_node(FILE *to, const void *arg)
{
	node_info_msg_t *nodes;
	slurm_conf_t *set;
	const node_info_t *node;
	const char *name = arg;

	if (slurm_load_ctl_conf(0, &set))
		return in_vain(to);
	fprintf(to, "SlurmConf=%s\n", text_or_none(set->slurm_conf));
	slurm_free_ctl_conf(set);
	if (slurm_load_node_single(&nodes, (char *) name, SHOW_ALL) ||
	    !nodes->record_count)
		return in_vain(to);
	node = &nodes->node_array[0];
	fprintf(to,
		"Sockets=%u\nCoresPerSocket=%u\nThreadsPerCore=%u\n"
		"RealMemory=%llu\nGres=%s\n",
		(unsigned) node->sockets,
		(unsigned) node->cores, (unsigned) node->threads,
		(unsigned long long) node->real_memory,
		text_or_none(node->gres));
	slurm_free_node_info_msg(nodes);
	return ASKED_WELL;
}

struct period {
	int64_t from_s, to_s;
};

/* Windows of slurmdbd hold their last second. */
static List load_runs(void *db, const struct period *period)
{
	slurmdb_job_cond_t cond = {
		.db_flags = SLURMDB_JOB_FLAG_NOTSET,
		.flags = JOBCOND_FLAG_NO_STEP | JOBCOND_FLAG_NO_TRUNC |
			 JOBCOND_FLAG_DUP,
		.usage_start = period->from_s,
		.usage_end = period->to_s - 1,
	};
	List ret;

	cond.cluster_list = slurm_list_create(NULL);
	slurm_list_append(cond.cluster_list, slurm_conf.cluster_name);
	ret = slurmdb_jobs_get(db, &cond);
	slurm_list_destroy(cond.cluster_list);
	return ret;
}

/* A run that got no node was never placed. */
static void write_run(FILE *to, const slurmdb_job_rec_t *job)
{
	if (!job->start || !job->alloc_nodes)
		return;
	fprintf(to, "%u %lld %lld %s %s\n", job->jobid,
		(long long) job->start, (long long) job->end,
		slurm_job_state_string(job->state),
		job->nodes && *job->nodes ? job->nodes : "-");
}

static int write_runs(FILE *to, const void *arg)
{
	void *db = slurmdb_connection_get(NULL);
	List runs = db ? load_runs(db, arg) : NULL;
	slurmdb_job_rec_t *job;
	ListIterator iter;

	if (!runs) {
		fprintf(to, "slurmdbd doesn't tell its jobs: %s",
			slurm_strerror(errno));
		return ASKED_IN_VAIN;
	}
	iter = slurm_list_iterator_create(runs);
	while ((job = slurm_list_next(iter)))
		write_run(to, job);
	slurm_list_iterator_destroy(iter);
	slurm_list_destroy(runs);
	slurmdb_connection_close(&db);
	return ASKED_WELL;
}

/* Writes the answer; arg is the question. */
typedef int write_answer_fn(FILE *to, const void *arg);

/* In the child. */
static void answer(int fd, write_answer_fn *write_answer, const void *arg)
{
	FILE *to = fdopen(fd, "w");
	int rc;

	/* What libslurm complains of, the parent says in a sentence. */
	if (!to || !freopen("/dev/null", "w", stderr))
		_exit(ASKED_IN_VAIN);
	alarm(ASK_S);
	slurm_init(NULL);
	rc = write_answer(to, arg);
	if (fclose(to))
		rc = ASKED_IN_VAIN;
	_exit(rc);
}

/* All that comes; NULL with err set. */
static char *read_answer(int fd, struct fh_error *err)
{
	struct printbuf *text = printbuf_new();
	char buf[4096], *ret = NULL;
	ssize_t got = -1;

	while (text && text->bpos < ANSWER_MAX) {
		got = read(fd, buf, sizeof(buf));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 ||
		    printbuf_memappend(text, buf, (int) got) < 0)
			break;
	}
	if (text && !got)
		ret = strndup(text->buf, (size_t) text->bpos);
	if (!ret)
		fh_err(err, "couldn't read what libslurm says");
	printbuf_free(text);
	return ret;
}

/* What the end of the child means for what it wrote. */
static int judge_end(pid_t child, const char *text, struct fh_error *err)
{
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return fh_err(err, "couldn't wait: %s",
				      strerror(errno));
	if (!WIFEXITED(status))
		return fh_err(err, "slurmctld didn't answer in %d seconds",
			      ASK_S);
	if (WEXITSTATUS(status) == ASKED_IN_VAIN)
		return fh_err(err, "%s", text);
	return WEXITSTATUS(status) ?
		       fh_err(err, "libslurm found no usable slurm.conf") : 0;
}

static char *ask(write_answer_fn *write_answer, const void *arg,
		 struct fh_error *err)
{
	char *text = NULL;
	int pipe_fd[2];
	pid_t child;

	if (pipe(pipe_fd)) {
		fh_err(err, "couldn't make a pipe: %s", strerror(errno));
		return NULL;
	}
	fflush(NULL);
	child = fork();
	if (!child) {
		close(pipe_fd[0]);
		answer(pipe_fd[1], write_answer, arg);
	}
	close(pipe_fd[1]);
	if (child < 0)
		fh_err(err, "couldn't fork: %s", strerror(errno));
	else
		text = read_answer(pipe_fd[0], err);
	close(pipe_fd[0]);
	if (child > 0 && judge_end(child, text ? text : "", text ? err : NULL)) {
		free(text);
		text = NULL;
	}
	return text;
}

char *slurm_ask_settings(struct fh_error *err)
{
	return ask(write_settings, NULL, err);
}

char *slurm_ask_accounts(struct fh_error *err)
{
	return ask(write_accounts, NULL, err);
}

char *slurm_ask_node(const char *name, struct fh_error *err)
{
	return ask(write_node, name, err);
}

char *slurm_ask_runs(int64_t from_s, int64_t to_s, struct fh_error *err)
{
	struct period period = { from_s, to_s };

	return ask(write_runs, &period, err);
}

char *slurm_ask_placements(struct fh_error *err)
{
	return ask(write_placements, NULL, err);
}
