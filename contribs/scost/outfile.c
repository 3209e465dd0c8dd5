/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file that is there as a whole or not at all: see outfile.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contribs/scost/outfile.h"

/* As a new file gets it; reading the mask means setting it for a moment. */
static mode_t new_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return (S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH) &
	       ~mask;
}

static int fail(const char *path, struct fh_error *err)
{
	return fh_err(err, "couldn't write %s: %s", path, strerror(errno));
}

int scost_outfile_open(struct scost_outfile *ret, const char *path,
		       struct fh_error *err)
{
	int fd;

	*ret = (struct scost_outfile){ .out = stdout, .path = path };
	if (!strcmp(path, "-"))
		return 0;
	if (asprintf(&ret->beside, "%s.XXXXXX", path) < 0) {
		ret->beside = NULL;
		return fh_err_nomem(err);
	}
	fd = mkstemp(ret->beside);
	ret->out = fd < 0 ? NULL : fdopen(fd, "w");
	if (ret->out && !fchmod(fd, new_mode()))
		return 0;
	fail(path, err);
	if (fd >= 0 && !ret->out)
		close(fd);
	scost_outfile_discard(ret);
	return -1;
}

int scost_outfile_commit(struct scost_outfile *file, struct fh_error *err)
{
	int rc = fflush(file->out) || ferror(file->out) ? -1 : 0;

	if (!file->beside) {
		file->out = NULL;
		return rc ? fail("the output", err) : 0;
	}
	if (fsync(fileno(file->out)))
		rc = -1;
	if (fclose(file->out))
		rc = -1;
	file->out = NULL;
	if (!rc)
		rc = rename(file->beside, file->path);
	if (rc)
		fail(file->path, err);
	else
		free(file->beside);
	if (!rc)
		file->beside = NULL;
	scost_outfile_discard(file);
	return rc;
}

void scost_outfile_discard(struct scost_outfile *file)
{
	if (file->beside) {
		if (file->out)
			fclose(file->out);
		unlink(file->beside);
		free(file->beside);
	}
	file->out = NULL;
	file->beside = NULL;
}
