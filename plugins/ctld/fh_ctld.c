/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration in force and those that somebody still holds. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_bundle.h"
#include "fh_ctld.h"
#include "fh_slurm.h"

/* One loaded bundle. */
struct loaded {
	struct fh_conf *conf;
	unsigned long holds;	/* one for being in force, one per holder */
	struct loaded *next;	/* the one that was in force before */
};

/*
 * slurmctld's only copy: this library is loaded once for both plugins.
 * lock guards all of it and is held for a few instructions only; reading
 * serializes attach and reload, which read files.
 */
static struct {
	pthread_mutex_t reading;
	pthread_mutex_t lock;
	char *dir;		/* the bundle store; set once */
	struct loaded *first;	/* the one in force, then older ones held */
	uint64_t generation;
} state = {
	.reading = PTHREAD_MUTEX_INITIALIZER,
	.lock = PTHREAD_MUTEX_INITIALIZER,
};

/*
 * Drop one hold of *link's entry, and take it out of the list with the last.
 * Returns the configuration to free, or NULL.  Under state.lock.
 */
static struct fh_conf *drop_hold(struct loaded **link)
{
	struct loaded *loaded = *link;
	struct fh_conf *conf = loaded->conf;

	if (--loaded->holds)
		return NULL;
	*link = loaded->next;
	free(loaded);
	return conf;
}

/* Put conf in force; the one before goes when nobody holds it any more. */
static int put_in_force(struct fh_conf *conf, struct fh_error *err)
{
	struct loaded *loaded = calloc(1, sizeof(*loaded));
	struct fh_conf *unused = NULL;

	if (!loaded)
		return fh_err_nomem(err);
	loaded->conf = conf;
	loaded->holds = 1;

	pthread_mutex_lock(&state.lock);
	loaded->next = state.first;
	state.first = loaded;
	if (loaded->next)
		unused = drop_hold(&loaded->next);
	state.generation++;
	pthread_mutex_unlock(&state.lock);

	fh_conf_free(unused);
	return 0;
}

/*
 * Read the active bundle of the store and put it in force, unless the one in
 * force is it.  Under state.reading, so state.first cannot be replaced.
 */
static int read_active(const char *dir, bool *ret_changed,
		       struct fh_error *err)
{
	char digest[FH_DIGEST_HEX + 1];
	struct fh_conf *conf;

	*ret_changed = false;
	if (fh_bundle_active(dir, digest, err))
		return -1;
	if (state.first && !strcmp(state.first->conf->digest, digest))
		return 0;
	if (!(conf = fh_bundle_load(dir, digest, err)))
		return -1;
	if (put_in_force(conf, err)) {
		fh_conf_free(conf);
		return -1;
	}
	*ret_changed = true;
	return 0;
}

static int attach_first(const char *state_dir, struct fh_error *err)
{
	bool changed;
	char *dir;

	if (asprintf(&dir, "%s/freehold", state_dir) < 0)
		return fh_err_nomem(err);
	if (read_active(dir, &changed, err)) {
		free(dir);
		return -1;
	}
	state.dir = dir;
	fh_slurm_info("configuration %.12s is in force",
		      state.first->conf->digest);
	return 0;
}

int fh_ctld_attach(const char *state_dir, struct fh_error *err)
{
	int rc;

	pthread_mutex_lock(&state.reading);
	rc = state.dir ? 0 : attach_first(state_dir, err);
	pthread_mutex_unlock(&state.reading);
	return rc;
}

int fh_ctld_reload(bool *ret_changed, struct fh_error *err)
{
	bool changed = false;
	int rc;

	pthread_mutex_lock(&state.reading);
	if (state.dir)
		rc = read_active(state.dir, &changed, err);
	else
		rc = fh_err(err, "no configuration was ever loaded");
	pthread_mutex_unlock(&state.reading);

	if (ret_changed)
		*ret_changed = changed;
	return rc;
}

const struct fh_conf *fh_ctld_hold(void)
{
	const struct fh_conf *conf = NULL;

	pthread_mutex_lock(&state.lock);
	if (state.first) {
		state.first->holds++;
		conf = state.first->conf;
	}
	pthread_mutex_unlock(&state.lock);
	return conf;
}

void fh_ctld_release(const struct fh_conf *conf)
{
	struct fh_conf *unused = NULL;
	struct loaded **link;

	if (!conf)
		return;
	pthread_mutex_lock(&state.lock);
	for (link = &state.first; *link; link = &(*link)->next) {
		if ((*link)->conf == conf) {
			unused = drop_hold(link);
			break;
		}
	}
	pthread_mutex_unlock(&state.lock);
	fh_conf_free(unused);
}

uint64_t fh_ctld_generation(void)
{
	uint64_t generation;

	pthread_mutex_lock(&state.lock);
	generation = state.generation;
	pthread_mutex_unlock(&state.lock);
	return generation;
}
