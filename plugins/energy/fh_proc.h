/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What /proc says of the node and its processes. */
#ifndef FH_PROC_H
#define FH_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Nanoseconds of CLOCK_BOOTTIME, milliseconds of UTC. */
int64_t fh_proc_now_ns(void);
int64_t fh_proc_now_ms(void);

/* Fills in the kernel's boot id, 36 characters; "" when it is not known. */
void fh_proc_boot_id(char *buf, size_t size);

/* CPU time the node has used since boot, or FH_UNKNOWN. */
int64_t fh_proc_busy_ns(void);

/*
 * When a process started, in clock ticks since boot: with the pid it names
 * one process.  FH_UNKNOWN: there is none.
 */
int64_t fh_proc_start(pid_t pid);

/* Any child of the process, or -1. */
pid_t fh_proc_child(pid_t pid);

/*
 * CPU time of a process' descendants, those it has waited for included; not
 * its own.  FH_UNKNOWN: there is no such process.
 */
int64_t fh_proc_tree_cpu_ns(pid_t pid);

#endif
