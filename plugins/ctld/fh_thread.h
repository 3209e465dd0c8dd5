/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Threads of this library beside slurmctld's own. */
#ifndef FH_THREAD_H
#define FH_THREAD_H

/*
 * Start one.  Detached, as nothing waits for it; without signals, as
 * slurmctld has a thread of its own for them.  Not from init(): slurmctld may
 * still fork into the background.
 * Returns 0, or an error number.
 */
int fh_thread_start(void *(*run)(void *unused));

#endif
