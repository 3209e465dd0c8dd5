/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The ring's place and head: see fh_audit_shared.h. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fh_audit_settings.h"
#include "fh_audit_shared.h"
#include "fh_digest.h"

/* The ring belongs to one log: its name is made of the log's. */
char *fh_audit_ring_path(const char *ring_dir, const char *log_dir,
			 const char *host, struct fh_error *err)
{
	unsigned char digest[FH_DIGEST_SIZE];
	char hex[FH_DIGEST_HEX + 1], *log = NULL, *path = NULL;
	int rc;

	if (asprintf(&log, "%s/%s", log_dir, host) < 0) {
		fh_err_nomem(err);
		return NULL;
	}
	rc = fh_digest_two(log, strlen(log), NULL, 0, digest, err);
	free(log);
	if (rc)
		return NULL;
	fh_digest_put(digest, hex);
	if (asprintf(&path, "%s/freehold-audit-%.16s",
		     ring_dir ? ring_dir : FH_AUDIT_RING_DIR, hex) >= 0)
		return path;
	fh_err_nomem(err);
	return NULL;
}

int fh_audit_status_read(const char *path, struct fh_audit_status *ret,
			 struct fh_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct fh_audit_shared shared;
	uint64_t used;
	ssize_t len;

	if (fd < 0)
		return fh_err(err, "%s: %s", path, strerror(errno));
	len = pread(fd, &shared, sizeof(shared), 0);
	(void) close(fd);
	if (len != (ssize_t) sizeof(shared) || !shared.size ||
	    memcmp(shared.magic, FH_AUDIT_RING_MAGIC, sizeof(shared.magic)) ||
	    shared.version != FH_AUDIT_RING_VERSION)
		return fh_err(err, "%s: it is no ring of this version of "
			      "Freehold", path);
	used = atomic_load(&shared.head) - atomic_load(&shared.tail);
	*ret = (struct fh_audit_status) {
		.level_percent = used >= shared.size ?
			100 : (unsigned) (used * 100 / shared.size),
		.lost = (int64_t) atomic_load(&shared.lost),
		.written = atomic_load(&shared.written),
		.beat_s = atomic_load(&shared.beat_s),
	};
	return 0;
}

void fh_audit_host_name(char *host)
{
	for (; *host; host++)
		if (!isalnum((unsigned char) *host) && !strchr("._-", *host))
			*host = '_';
}
