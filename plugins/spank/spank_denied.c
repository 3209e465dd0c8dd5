/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Denials for slurmctld's audit: see spank_denied.h. */
#include <errno.h>
#include <slurm/slurm.h>
#include <slurm/slurm_errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "plugins/common/fh_audit_denied.h"
#include "plugins/common/fh_error.h"
#include "spank_denied.h"

/* Shared with the children, each of which ends before slurmstepd reads it. */
static struct noted {
	atomic_bool is_set;
	char why[sizeof(((struct fh_error *) NULL)->text)];
} *noted;

void fh_spank_denied_begin(void)
{
	void *memory = mmap(NULL, sizeof(*noted), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	noted = memory == MAP_FAILED ? NULL : memory;
}

void fh_spank_denied_note(const char *why)
{
	if (noted && !atomic_exchange(&noted->is_set, true))
		snprintf(noted->why, sizeof(noted->why), "%s", why);
}

static void send_update(uint32_t job_id, char *text)
{
	job_desc_msg_t update;

	slurm_init_job_desc_msg(&update);
	update.job_id = job_id;
	update.admin_comment = text;
	if (slurm_update_job(&update))
		slurm_error("freehold: slurmctld's audit doesn't know that "
			    "job %u was denied: %s", job_id,
			    slurm_strerror(errno));
}

void fh_spank_denied_tell(spank_t sp)
{
	const char *node = getenv("SLURMD_NODENAME");
	char text[FH_AUDIT_DENIED_MAX];
	uint32_t job_id;

	if (!noted || !atomic_load(&noted->is_set) ||
	    spank_get_item(sp, S_JOB_ID, &job_id) != ESPANK_SUCCESS)
		return;
	snprintf(text, sizeof(text), FH_AUDIT_DENIED_PREFIX "%s %s",
		 node ? node : "-", noted->why);
	send_update(job_id, text);
}
