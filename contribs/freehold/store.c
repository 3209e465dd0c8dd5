/* SPDX-License-Identifier: GPL-2.0-or-later */
/* slurmctld's store of bundles: see store.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contribs/freehold/slurm.h"
#include "contribs/freehold/store.h"
#include "plugins/common/fh_bundle.h"
#include "plugins/common/fh_file.h"
#include "plugins/common/fh_json.h"

static const char store_name[] = "/freehold";

char *store_path(const char *state_dir, struct fh_error *err)
{
	char *found = NULL, *path = NULL;

	if (!state_dir) {
		found = slurm_state_dir(err);
		if (!found)
			return NULL;
		state_dir = found;
	}
	if (asprintf(&path, "%s%s", state_dir, store_name) < 0) {
		fh_err_nomem(err);
		path = NULL;
	}
	free(found);
	return path;
}

/* The directory that holds the store. */
static int stat_parent(const char *store, struct stat *ret,
		       struct fh_error *err)
{
	char *parent = strndup(store, strlen(store) - strlen(store_name));
	int rc = -1;

	if (!parent)
		return fh_err_nomem(err);
	if (stat(parent, ret))
		fh_err(err, "couldn't reach %s: %s; give slurmctld's "
		       "StateSaveLocation with --state-dir",
		       parent, strerror(errno));
	else if (!S_ISDIR(ret->st_mode))
		fh_err(err, "%s is not a directory", parent);
	else
		rc = 0;
	free(parent);
	return rc;
}

/* Root has all power over a directory that another account can change. */
static int become_owner(const struct stat *dir, struct fh_error *err)
{
	if (geteuid() || !dir->st_uid)
		return 0;
	if (setgroups(1, &dir->st_gid) || setegid(dir->st_gid) ||
	    seteuid(dir->st_uid))
		return fh_err(err, "couldn't write as user %u: %s",
			      (unsigned) dir->st_uid, strerror(errno));
	return 0;
}

static void become_root(void)
{
	if (getuid())
		return;
	if (seteuid(0) || setegid(0))
		abort();	/* what follows would act as the wrong user */
}

int store_activate(const char *store, const char *bundle,
		   struct fh_error *err)
{
	char digest[FH_DIGEST_HEX + 1];
	struct stat parent;
	int rc = -1;

	if (stat_parent(store, &parent, err))
		return -1;
	if (!become_owner(&parent, err) &&
	    !fh_file_mkdirs(store, 0750, err) &&
	    !fh_bundle_store(store, bundle, strlen(bundle), digest, err))
		rc = fh_bundle_activate(store, digest, err);
	become_root();
	return rc;
}

int store_read_active(const char *store, char **ret_text,
		      struct fh_error *err)
{
	char digest[FH_DIGEST_HEX + 1], *path;
	size_t len;
	int rc;

	*ret_text = NULL;
	if (fh_bundle_active(store, digest, err))
		return errno == ENOENT ? 0 : -1;
	if (asprintf(&path, "%s/bundles/%s.json", store, digest) < 0)
		return fh_err_nomem(err);
	rc = fh_file_read(path, FH_JSON_MAX_BYTES, ret_text, &len, err);
	free(path);
	return rc;
}
