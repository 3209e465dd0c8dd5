/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold activate: sources that have no mistake become the active bundle,
 * in one step that a reader sees done or not done.
 */
#include "fh_config.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/diff.h"
#include "contribs/freehold/publish.h"
#include "contribs/freehold/slurm.h"
#include "contribs/freehold/sources.h"
#include "contribs/freehold/store.h"

struct wish {
	const char *sources_dir;	/* NULL = the configured place */
	const char *state_dir;		/* NULL = as slurm.conf says */
	const char *publish_dir;	/* NULL = the configured place */
	bool reconfigure;
	bool diff_only;
};

static int read_options(int argc, char **argv, struct wish *wish)
{
	static const struct option options[] = {
		{ "state-dir", required_argument, NULL, 's' },
		{ "publish", required_argument, NULL, 'p' },
		{ "no-reconfigure", no_argument, NULL, 'n' },
		{ "diff", no_argument, NULL, 'd' },
		{ 0 },
	};
	int c;

	*wish = (struct wish){ .reconfigure = true };
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 's':
			wish->state_dir = optarg;
			break;
		case 'p':
			wish->publish_dir = optarg;
			break;
		case 'n':
			wish->reconfigure = false;
			break;
		case 'd':
			wish->diff_only = true;
			break;
		default:
			return -1;
		}
	}
	if (optind < argc)
		wish->sources_dir = argv[optind++];
	return optind < argc ? -1 : 0;
}

static int show_diff(const char *store, const struct sources *sources,
		     struct fh_error *err)
{
	char *active = NULL;
	size_t changes;
	int rc;

	if (store_read_active(store, &active, err))
		return -1;
	if (!active) {
		puts("nothing is active yet: all of it is new");
		return 0;
	}
	rc = diff_print(stdout, active, sources->bundle, &changes, err);
	if (!rc && !changes)
		puts("no change");
	free(active);
	return rc;
}

/* The bundle is in force by then: what fails here is only a notice. */
static void reconfigure(void)
{
	struct fh_error err;

	fflush(stdout);
	if (slurm_ask_reconfigure(&err))
		printf("not reconfigured: %s; slurmctld reads it at its next "
		       "start or scontrol reconfigure\n", err.text);
	else
		puts("slurmctld reconfigured");
}

static int put_in_force(const char *store, const struct wish *wish,
			const struct sources *sources, struct fh_error *err)
{
	if (store_activate(store, sources->bundle, err))
		return -1;
	printf("activated %s\n", sources->digest);
	if (wish->reconfigure)
		reconfigure();
	if (publish_write(wish->publish_dir, sources->bundle, err)) {
		fflush(stdout);
		fputs("freehold: active, but not published: ", stderr);
		return -1;
	}
	return 0;
}

int freehold_activate(int argc, char **argv)
{
	struct sources sources = { 0 };
	struct fh_error err = { "" };
	char *store = NULL;
	struct wish wish;
	int rc = -1;

	if (read_options(argc, argv, &wish)) {
		fputs("Usage: freehold activate [--state-dir DIR] "
		      "[--publish DIR] [--no-reconfigure] [--diff] [DIR]\n",
		      stderr);
		return FREEHOLD_USAGE;
	}
	if (sources_load(wish.sources_dir, &sources)) {
		fputs("nothing was activated\n", stderr);
		return FREEHOLD_FAILED;
	}
	store = store_path(wish.state_dir, &err);
	if (store)
		rc = wish.diff_only ?
			     show_diff(store, &sources, &err) :
			     put_in_force(store, &wish, &sources, &err);
	if (rc)
		fprintf(stderr, "freehold: %s\n", err.text);
	free(store);
	sources_clear(&sources);
	return rc ? FREEHOLD_FAILED : FREEHOLD_OK;
}
