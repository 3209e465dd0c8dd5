/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a node tells slurmctld that it denied a task: as root it updates the
 * job's AdminComment to "PREFIX NODE SENTENCE".  slurmctld records that and
 * leaves the comment as it was.
 */
#ifndef FH_AUDIT_DENIED_H
#define FH_AUDIT_DENIED_H

#define FH_AUDIT_DENIED_PREFIX "freehold-denied "
#define FH_AUDIT_DENIED_MAX 1024

#endif
