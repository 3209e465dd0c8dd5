/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking at the audit: see check_audit.h. */
#include "fh_config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "contribs/freehold/audit.h"
#include "contribs/freehold/check_audit.h"
#include "plugins/common/fh_bundle.h"

#define HOST_MAX 128

/* As slurmctld finds it: see fh_audit.c. */
static char *find_ring(const char *store, const char *dir,
		       struct fh_error *why)
{
	char digest[FH_DIGEST_HEX + 1], host[HOST_MAX], *ring = NULL;
	struct fh_conf *conf = NULL;

	if (gethostname(host, sizeof(host))) {
		fh_err(why, "the name of this host: %s", strerror(errno));
		return NULL;
	}
	fh_audit_host_name(host);
	if (!fh_bundle_active(store, digest, why) &&
	    (conf = fh_bundle_load(store, digest, why)))
		ring = fh_audit_ring_path(conf->policy.audit.ring_directory,
					  dir, host, why);
	fh_conf_free(conf);
	return ring;
}

void check_audit_find(const char *store, int64_t now_s,
		      struct check_audit *ret, struct fh_error *why)
{
	char *dir = audit_dir(NULL, store, why);
	char *ring = dir ? find_ring(store, dir, why) : NULL;
	struct statvfs disk;

	if (!ring)
		goto out;
	if (statvfs(dir, &disk)) {
		fh_err(why, "%s: %s", dir, strerror(errno));
		goto out;
	}
	if (fh_audit_status_read(ring, &ret->status, why))
		goto out;
	ret->silent_s = now_s - ret->status.beat_s;
	ret->free_kib = (int64_t) (disk.f_bavail * disk.f_frsize / 1024);
	ret->known = true;
out:
	free(ring);
	free(dir);
}
