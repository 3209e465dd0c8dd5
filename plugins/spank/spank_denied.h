/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * slurmctld is told, for its audit, when a node denies a task.  The task's own
 * child of slurmstepd knows why; slurmstepd itself sends it when the step ends,
 * as root, as an update of the job that job_submit takes for itself.
 */
#ifndef SPANK_DENIED_H
#define SPANK_DENIED_H

#include <slurm/spank.h>

/* In slurmstepd, before any task. */
void fh_spank_denied_begin(void);

/* In a task's child: keep the sentence for slurmstepd; the first one counts. */
void fh_spank_denied_note(const char *why);

/*
 * In slurmstepd, when the step ends: send what was noted.  A slurmctld that
 * doesn't answer has no record of it; the node's log has.
 */
void fh_spank_denied_tell(spank_t sp);

#endif
