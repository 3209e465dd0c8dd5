/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing a bundle: see ledger_bundle.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contribs/scost/ledger_bundle.h"
#include "contribs/scost/ledger_seal.h"

#define MODE 0640

static int failed(const char *path, const char *what, struct fh_error *err)
{
	return fh_err(err, "couldn't %s %s: %s", what, path, strerror(errno));
}

static int write_file(struct scost_ledger *ledger,
		      const struct scost_period *period, const char *path,
		      struct fh_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW |
			    O_CLOEXEC, MODE);
	FILE *out = fd < 0 ? NULL : fdopen(fd, "w");
	int rc;

	if (!out) {
		if (fd >= 0)
			close(fd);
		return failed(path, "create", err);
	}
	rc = scost_seal_verify(ledger, period, out, err);
	if (!rc && (fflush(out) || ferror(out) || fsync(fd)))
		rc = failed(path, "write", err);
	if (fclose(out) && !rc)
		rc = failed(path, "write", err);
	return rc;
}

/* link() does not replace what is there. */
int scost_bundle_write(struct scost_ledger *ledger,
		       const struct scost_period *period, const char *path,
		       struct fh_error *err)
{
	char *part;
	int rc;

	if (asprintf(&part, "%s.part", path) < 0)
		return fh_err_nomem(err);
	rc = write_file(ledger, period, part, err);
	if (!rc && link(part, path))
		rc = failed(path, "create", err);
	unlink(part);
	free(part);
	return rc;
}
