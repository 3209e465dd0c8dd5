/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mounts that guard datasets, one call of the kernel or two each.  They
 * need Linux 5.12 and root.  Each returns 0, or -1 with errno and err set.
 */
#ifndef SPANK_MOUNT_H
#define SPANK_MOUNT_H

#include <stdint.h>

#include "fh_error.h"

/* The number of the caller's mount namespace; 0 = not known. */
uint64_t fh_mount_namespace(void);

/*
 * Give the calling thread, and what it starts from now on, a mount namespace
 * of its own, which sees what the host mounts later but not the reverse.
 */
int fh_mount_private(struct fh_error *err);

/* No mount made in the caller's namespace is seen in another one. */
int fh_mount_keep(struct fh_error *err);

/* Nothing can be run in this namespace any more. */
int fh_mount_seal(struct fh_error *err);

/*
 * Put source, a directory or file that is open, on top of what fd is, with no
 * right to write, run or use devices there.
 */
int fh_mount_cover(int fd, int source, struct fh_error *err);

/*
 * Make the directory or file that fd is, and all that is mounted below it,
 * read-only.  What the host mounts below it later is not seen there.
 */
int fh_mount_read_only(int fd, struct fh_error *err);

#endif
