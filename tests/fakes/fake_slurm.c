/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A daemon without Slurm behind fh_slurm.h, for unit tests. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fake_slurm.h"

atomic_int fake_slurm_schedules;
atomic_int fake_slurm_errors;
char fake_slurm_state[256];

static void print(const char *level, const char *fmt, va_list ap)
{
	fprintf(stderr, "%s: ", level);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void fh_slurm_error(const char *fmt, ...)
{
	va_list ap;

	fake_slurm_errors++;
	va_start(ap, fmt);
	print("error", fmt, ap);
	va_end(ap);
}

void fh_slurm_info(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	print("info", fmt, ap);
	va_end(ap);
}

const char *fh_slurm_state_dir(void)
{
	return fake_slurm_state;
}

const char *fh_slurm_cluster(void)
{
	return "cluster";
}

int64_t fh_slurm_now_s(void)
{
	return time(NULL);
}

void fh_slurm_schedule(void)
{
	fake_slurm_schedules++;
}

static char *must(char *text)
{
	if (!text)
		abort();
	return text;
}

static char *join(const char *name, const char *value)
{
	char *entry;

	return asprintf(&entry, "%s=%s", name, value) < 0 ? must(NULL) : entry;
}

static uint32_t find(const struct fh_slurm_env *env, const char *name)
{
	size_t len = strlen(name);
	uint32_t i;

	for (i = 0; i < env->size; i++)
		if (env->entry[i] && !strncmp(env->entry[i], name, len) &&
		    env->entry[i][len] == '=')
			break;
	return i;
}

const char *fh_slurm_env_get(const struct fh_slurm_env *env, const char *name)
{
	uint32_t i = find(env, name);

	return i < env->size ? env->entry[i] + strlen(name) + 1 : NULL;
}

static void grow(struct fh_slurm_env *env, char *entry)
{
	char **more = realloc(env->entry, (env->size + 2) * sizeof(*more));

	if (!more)
		abort();
	env->entry = more;
	env->entry[env->size++] = entry;
	env->entry[env->size] = NULL;
}

void fh_slurm_env_set(struct fh_slurm_env *env, const char *name,
		      const char *value)
{
	uint32_t i = find(env, name);

	if (i == env->size) {
		grow(env, join(name, value));
		return;
	}
	free(env->entry[i]);
	env->entry[i] = join(name, value);
}

uint32_t fh_slurm_env_remove(struct fh_slurm_env *env,
			     bool (*drop)(const char *entry))
{
	uint32_t before = env->size;

	env->size = 0;
	for (uint32_t i = 0; i < before; i++) {
		if (!env->entry[i] || drop(env->entry[i]))
			free(env->entry[i]);
		else
			env->entry[env->size++] = env->entry[i];
	}
	if (env->size < before)
		env->entry[env->size] = NULL;
	return before - env->size;
}

struct fh_slurm_env fake_slurm_env(const char *const *entries)
{
	struct fh_slurm_env env = { 0 };

	for (; *entries; entries++)
		grow(&env, must(strdup(*entries)));
	return env;
}

void fake_slurm_env_free(struct fh_slurm_env *env)
{
	for (uint32_t i = 0; i < env->size; i++)
		free(env->entry[i]);
	free(env->entry);
	*env = (struct fh_slurm_env) { 0 };
}
