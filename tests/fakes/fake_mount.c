/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mounts that are only counted: see fake_mount.h. */
#include <stdio.h>
#include <string.h>

#include "plugins/spank/spank_mount.h"
#include "tests/fakes/fake_mount.h"

static char calls[512];

static int note(const char *call)
{
	size_t len = strlen(calls);

	snprintf(calls + len, sizeof(calls) - len, "%s%s", len ? " " : "",
		 call);
	return 0;
}

void fake_mount_reset(void)
{
	*calls = '\0';
}

const char *fake_mount_calls(void)
{
	return calls;
}

uint64_t fh_mount_namespace(void)
{
	return 1;
}

int fh_mount_private(struct fh_error *err)
{
	(void) err;
	return note("private");
}

int fh_mount_keep(struct fh_error *err)
{
	(void) err;
	return note("keep");
}

int fh_mount_seal(struct fh_error *err)
{
	(void) err;
	return note("seal");
}

int fh_mount_cover(int fd, int source, struct fh_error *err)
{
	(void) fd;
	(void) source;
	(void) err;
	return note("cover");
}

int fh_mount_read_only(int fd, struct fh_error *err)
{
	(void) fd;
	(void) err;
	return note("read-only");
}
