/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slurm's answers to fh_slurm.h. */
#include "src/common/slurm_xlator.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "slurm/slurm_version.h"
#include "src/common/log.h"
#include "src/common/read_config.h"
#include "src/common/run_in_daemon.h"
#include "src/common/xmalloc.h"
#include "src/common/xstring.h"

#include "fh_slurm.h"

#if SLURM_VERSION_NUMBER < SLURM_VERSION_NUM(22, 5, 0)
#error "Freehold needs Slurm 22.05 or newer"
#endif

/*
 * slurmctld's own, in no header that is the same in every version.  Commands
 * load the select plugin too and have no such function: it is NULL there.
 */
extern void queue_job_scheduler(void) __attribute__((weak));

#define LINE_MAX_BYTES 1024

/* Slurm's log functions are macros of the level: one writer for each. */
#define DEFINE_LOG(name, log)				\
	void fh_slurm_##name(const char *fmt, ...)	\
	{						\
		char line[LINE_MAX_BYTES];		\
		va_list ap;				\
							\
		va_start(ap, fmt);			\
		vsnprintf(line, sizeof(line), fmt, ap);	\
		va_end(ap);				\
		log("freehold: %s", line);		\
	}

DEFINE_LOG(error, error)
DEFINE_LOG(info, info)
DEFINE_LOG(verbose, verbose)
DEFINE_LOG(debug, debug)

bool fh_slurm_in_slurmctld(void)
{
	return running_in_slurmctld();
}

const char *fh_slurm_state_dir(void)
{
	return slurm_conf.state_save_location;
}

const char *fh_slurm_cluster(void)
{
	return slurm_conf.cluster_name;
}

int64_t fh_slurm_now_s(void)
{
	return time(NULL);
}

void fh_slurm_schedule(void)
{
	if (queue_job_scheduler)
		queue_job_scheduler();
}

static bool is_named(const char *entry, const char *name, size_t len)
{
	return entry && !strncmp(entry, name, len) && entry[len] == '=';
}

/* Index of the entry of that name, or env->size. */
static uint32_t find(const struct fh_slurm_env *env, const char *name)
{
	size_t len = strlen(name);
	uint32_t i;

	for (i = 0; i < env->size; i++)
		if (is_named(env->entry[i], name, len))
			break;
	return i;
}

const char *fh_slurm_env_get(const struct fh_slurm_env *env, const char *name)
{
	uint32_t i = find(env, name);

	return i < env->size ? env->entry[i] + strlen(name) + 1 : NULL;
}

void fh_slurm_env_set(struct fh_slurm_env *env, const char *name,
		      const char *value)
{
	uint32_t i = find(env, name);

	if (i < env->size) {
		xfree(env->entry[i]);
	} else {
		/* Slurm's own readers stop at a NULL behind the last one. */
		xrecalloc(env->entry, env->size + 2, sizeof(char *));
		env->size++;
		env->entry[env->size] = NULL;
	}
	env->entry[i] = xstrdup_printf("%s=%s", name, value);
}

uint32_t fh_slurm_env_remove(struct fh_slurm_env *env,
			     bool (*drop)(const char *entry))
{
	uint32_t before = env->size, kept = 0;

	for (uint32_t i = 0; i < before; i++) {
		if (!env->entry[i] || drop(env->entry[i]))
			xfree(env->entry[i]);
		else
			env->entry[kept++] = env->entry[i];
	}
	/* The terminator's own place may not exist unless one was removed. */
	if (kept < before)
		env->entry[kept] = NULL;
	env->size = kept;
	return before - kept;
}
