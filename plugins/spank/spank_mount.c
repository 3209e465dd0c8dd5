/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's side of guarded datasets: see spank_mount.h. */
#define _GNU_SOURCE		/* unshare, AT_EMPTY_PATH */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "spank_mount.h"

uint64_t fh_mount_namespace(void)
{
	struct stat st;

	return stat("/proc/thread-self/ns/mnt", &st) < 0 ? 0 : st.st_ino;
}

static int fail(const char *what, struct fh_error *err)
{
	int code = errno;

	if (code == ENOSYS)
		fh_err(err, "%s: the kernel is older than Linux 5.12", what);
	else
		fh_err(err, "%s: %s", what, strerror(code));
	errno = code;
	return -1;
}

int fh_mount_private(struct fh_error *err)
{
	if (unshare(CLONE_NEWNS) < 0)
		return fail("cannot make a mount namespace", err);
	return fh_mount_keep(err);
}

int fh_mount_keep(struct fh_error *err)
{
	if (mount(NULL, "/", NULL, MS_REC | MS_SLAVE, NULL) < 0)
		return fail("cannot keep mounts from the host", err);
	return 0;
}

int fh_mount_seal(struct fh_error *err)
{
	struct mount_attr attr = { .attr_set = MOUNT_ATTR_NOEXEC };

	if (mount_setattr(AT_FDCWD, "/", AT_RECURSIVE, &attr, sizeof(attr)) < 0)
		return fail("cannot forbid to run anything", err);
	return 0;
}

/*
 * A copy of the mount that from is on, put on top of to with other attributes:
 * it is never there without them.
 */
static int stack(int from, int to, unsigned recursive, uint64_t attributes,
		 const char *what, struct fh_error *err)
{
	struct mount_attr attr = {
		.attr_set = attributes,
		.propagation = MS_PRIVATE,
	};
	int tree = open_tree(from, "", AT_EMPTY_PATH | OPEN_TREE_CLONE |
			     OPEN_TREE_CLOEXEC | recursive);
	int rc = 0;

	if (tree < 0)
		return fail(what, err);
	if (mount_setattr(tree, "", AT_EMPTY_PATH | recursive, &attr,
			  sizeof(attr)) < 0 ||
	    move_mount(tree, "", to, "", MOVE_MOUNT_F_EMPTY_PATH |
		       MOVE_MOUNT_T_EMPTY_PATH) < 0)
		rc = fail(what, err);
	close(tree);
	return rc;
}

int fh_mount_cover(int fd, int source, struct fh_error *err)
{
	return stack(source, fd, 0, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID |
		     MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC, "cannot hide", err);
}

int fh_mount_read_only(int fd, struct fh_error *err)
{
	return stack(fd, fd, AT_RECURSIVE, MOUNT_ATTR_RDONLY,
		     "cannot make read-only", err);
}
