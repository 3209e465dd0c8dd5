/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stand-in for the part of Slurm that loads SPANK plugins. */
#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fakes/fake_spank.h"

#define VARIABLES_MAX 64
#define OPTIONS_MAX 32

struct variable {
	char name[128];
	char value[2048];	/* name "" = a free place */
};

struct spank_handle {
	spank_context_t context;
	uint32_t job_id, step_id;
	struct variable task[VARIABLES_MAX];
	struct variable control[VARIABLES_MAX];
	struct spank_option option[OPTIONS_MAX];
	int option_count;
	char log[8192];
};

static struct spank_handle fake;

void fake_spank_reset(spank_context_t context)
{
	memset(&fake, 0, sizeof(fake));
	fake.context = context;
}

spank_t fake_spank_handle(void)
{
	return &fake;
}

void fake_spank_set_job(uint32_t job_id, uint32_t step_id)
{
	fake.job_id = job_id;
	fake.step_id = step_id;
}

static struct variable *find(struct variable *list, const char *name)
{
	for (int i = 0; i < VARIABLES_MAX; i++)
		if (!strcmp(list[i].name, name))
			return &list[i];
	return NULL;
}

static const char *get(struct variable *list, const char *name)
{
	struct variable *variable = find(list, name);

	return variable ? variable->value : NULL;
}

static void set(struct variable *list, const char *name, const char *value)
{
	struct variable *variable = find(list, name);

	if (!variable)
		variable = find(list, "");
	if (!variable)
		abort();
	snprintf(variable->name, sizeof(variable->name), "%s", name);
	snprintf(variable->value, sizeof(variable->value), "%s", value);
}

static void unset(struct variable *list, const char *name)
{
	struct variable *variable = find(list, name);

	if (variable)
		variable->name[0] = '\0';
}

static struct spank_option *find_option(const char *name)
{
	for (int i = 0; i < fake.option_count; i++)
		if (!strcmp(fake.option[i].name, name))
			return &fake.option[i];
	return NULL;
}

/* As Slurm's _option_setenv(): in the process and for the job. */
static void pass_automatically(const char *option, const char *value)
{
	char name[128];

	snprintf(name, sizeof(name), "_SLURM_SPANK_OPTION_freehold_%s",
		 option);
	for (char *p = name; *p; p++)
		if (*p == '-')
			*p = '_';
	setenv(name, value, 1);
	set(fake.control, name, value);
}

int fake_spank_option(const char *name, const char *value)
{
	struct spank_option *option = find_option(name);
	int rc;

	if (!option)
		abort();
	rc = option->cb ? option->cb(option->val, value, 0) : 0;
	if (!rc)
		pass_automatically(name, value);
	return rc;
}

const char *fake_spank_usage(const char *name)
{
	struct spank_option *option = find_option(name);

	return option ? option->usage : NULL;
}

void fake_spank_task_setenv(const char *name, const char *value)
{
	set(fake.task, name, value);
}

const char *fake_spank_task_getenv(const char *name)
{
	return get(fake.task, name);
}

const char *fake_spank_job_getenv(const char *name)
{
	return get(fake.control, name);
}

const char *fake_spank_log(void)
{
	return fake.log;
}

/* What follows is slurm/spank.h. */

spank_context_t spank_context(void)
{
	return fake.context;
}

const char *spank_strerror(spank_err_t err)
{
	return err == ESPANK_SUCCESS ? "success" : "failure";
}

spank_err_t spank_option_register(spank_t sp, struct spank_option *option)
{
	if (sp->option_count == OPTIONS_MAX || !option->usage)
		return ESPANK_BAD_ARG;
	sp->option[sp->option_count++] = *option;
	return ESPANK_SUCCESS;
}

spank_err_t spank_get_item(spank_t sp, spank_item_t item, ...)
{
	spank_err_t rc = ESPANK_SUCCESS;
	va_list ap;

	va_start(ap, item);
	if (item == S_JOB_ID && sp->context != S_CTX_ALLOCATOR)
		*va_arg(ap, uint32_t *) = sp->job_id;
	else if (item == S_JOB_STEPID && sp->context == S_CTX_REMOTE)
		*va_arg(ap, uint32_t *) = sp->step_id;
	else
		rc = ESPANK_NOT_AVAIL;
	va_end(ap);
	return rc;
}

spank_err_t spank_getenv(spank_t sp, const char *name, char *buf, int len)
{
	const char *value = get(sp->task, name);

	if (sp->context != S_CTX_REMOTE)
		return ESPANK_NOT_REMOTE;
	if (!value)
		return ESPANK_ENV_NOEXIST;
	return snprintf(buf, len, "%s", value) < len ? ESPANK_SUCCESS
						     : ESPANK_NOSPACE;
}

spank_err_t spank_setenv(spank_t sp, const char *name, const char *value,
			 int overwrite)
{
	if (sp->context != S_CTX_REMOTE)
		return ESPANK_NOT_REMOTE;
	if (get(sp->task, name) && !overwrite)
		return ESPANK_ENV_EXISTS;
	set(sp->task, name, value);
	return ESPANK_SUCCESS;
}

spank_err_t spank_unsetenv(spank_t sp, const char *name)
{
	if (sp->context != S_CTX_REMOTE)
		return ESPANK_NOT_REMOTE;
	unset(sp->task, name);
	return ESPANK_SUCCESS;
}

spank_err_t spank_job_control_setenv(spank_t sp, const char *name,
				     const char *value, int overwrite)
{
	if (sp->context == S_CTX_REMOTE)
		return ESPANK_NOT_LOCAL;
	if (!get(sp->control, name) || overwrite)
		set(sp->control, name, value);
	return ESPANK_SUCCESS;
}

spank_err_t spank_job_control_unsetenv(spank_t sp, const char *name)
{
	if (sp->context == S_CTX_REMOTE)
		return ESPANK_NOT_LOCAL;
	unset(sp->control, name);
	return ESPANK_SUCCESS;
}

static void __attribute__((format(printf, 1, 0)))
put_log(const char *fmt, va_list ap)
{
	size_t used = strlen(fake.log);

	vsnprintf(fake.log + used, sizeof(fake.log) - used, fmt, ap);
	used = strlen(fake.log);
	snprintf(fake.log + used, sizeof(fake.log) - used, "\n");
}

#define FAKE_LOG(function)			\
	void function(const char *fmt, ...)	\
	{					\
		va_list ap;			\
						\
		va_start(ap, fmt);		\
		put_log(fmt, ap);		\
		va_end(ap);			\
	}

FAKE_LOG(slurm_error)
FAKE_LOG(slurm_info)
FAKE_LOG(slurm_verbose)
FAKE_LOG(slurm_spank_log)

/* slurmctld, as libslurm reaches it: an update is one more line of the log. */
void slurm_init_job_desc_msg(job_desc_msg_t *msg)
{
	memset(msg, 0, sizeof(*msg));
}

int slurm_update_job(job_desc_msg_t *msg)
{
	slurm_info("update of job %u: %s", msg->job_id, msg->admin_comment);
	return SLURM_SUCCESS;
}

char *slurm_strerror(int number)
{
	return strerror(number);
}
