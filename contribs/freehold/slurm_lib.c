/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asking libslurm: see slurm.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>

#include "contribs/freehold/slurm.h"

/* slurm.conf as slurm_init() read it; libslurm exports it undeclared. */
extern slurm_conf_t slurm_conf;

char *slurm_state_dir(struct fh_error *err)
{
	char *dir = NULL;

	slurm_init(NULL);
	if (!slurm_conf.state_save_location)
		fh_err(err, "slurm.conf has no StateSaveLocation; give it "
		       "with --state-dir");
	else if (!(dir = strdup(slurm_conf.state_save_location)))
		fh_err_nomem(err);
	slurm_fini();
	return dir;
}

enum answer {
	ANSWER_DONE,
	ANSWER_NO_CONF,		/* libslurm's own exit(1): no slurm.conf */
	ANSWER_SILENT,		/* no slurmctld answers */
	ANSWER_REFUSED,
};

/* In a child: without a slurm.conf libslurm ends its process. */
static void reconfigure_child(void)
{
	slurm_init(NULL);
	if (slurm_ping(0) && slurm_ping(1))
		_exit(ANSWER_SILENT);
	_exit(slurm_reconfigure() ? ANSWER_REFUSED : ANSWER_DONE);
}

int slurm_ask_reconfigure(struct fh_error *err)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		return fh_err(err, "couldn't fork: %s", strerror(errno));
	if (!child)
		reconfigure_child();
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return fh_err(err, "couldn't wait: %s",
				      strerror(errno));
	if (!WIFEXITED(status))
		return fh_err(err, "libslurm ended by signal %d",
			      WTERMSIG(status));
	switch (WEXITSTATUS(status)) {
	case ANSWER_DONE:
		return 0;
	case ANSWER_SILENT:
		return fh_err(err, "no slurmctld answers");
	case ANSWER_REFUSED:
		return fh_err(err, "slurmctld refused");
	}
	return fh_err(err, "libslurm found no usable slurm.conf");
}
