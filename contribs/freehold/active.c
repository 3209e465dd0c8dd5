/* SPDX-License-Identifier: GPL-2.0-or-later */
/* freehold active: the configuration in force and since when. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/store.h"
#include "plugins/common/fh_bundle.h"
#include "plugins/common/fh_units.h"

/* The file is replaced at every activation: its time is the activation's. */
static int64_t active_since(const char *store)
{
	struct stat st;
	char *path;
	int rc;

	if (asprintf(&path, "%s/active", store) < 0)
		return FH_UNKNOWN;
	rc = stat(path, &st);
	free(path);
	return rc ? FH_UNKNOWN : st.st_mtime;
}

static int print_active(const char *store)
{
	char digest[FH_DIGEST_HEX + 1], since[32];
	struct fh_error err;

	if (fh_bundle_active(store, digest, &err)) {
		if (errno == ENOENT)
			fprintf(stderr, "freehold: nothing is active in %s; "
				"run freehold activate\n", store);
		else
			fprintf(stderr, "freehold: %s\n", err.text);
		return FREEHOLD_FAILED;
	}
	printf("%s since %s\n", digest,
	       fh_units_format_instant(active_since(store), since,
				       sizeof(since)));
	return FREEHOLD_OK;
}

int freehold_active(int argc, char **argv)
{
	static const struct option options[] = {
		{ "state-dir", required_argument, NULL, 's' },
		{ 0 },
	};
	const char *state_dir = NULL;
	struct fh_error err;
	char *store;
	int c, rc;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (c != 's')
			return FREEHOLD_USAGE;
		state_dir = optarg;
	}
	if (optind < argc) {
		fputs("Usage: freehold active [--state-dir DIR]\n", stderr);
		return FREEHOLD_USAGE;
	}
	store = store_path(state_dir, &err);
	if (!store) {
		fprintf(stderr, "freehold: %s\n", err.text);
		return FREEHOLD_FAILED;
	}
	rc = print_active(store);
	free(store);
	return rc;
}
