/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole rate cards: see cards.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <stdio.h>
#include <stdlib.h>

#include "contribs/scost/cards.h"
#include "contribs/scost/conf.h"
#include "contribs/scost/libslurm.h"
#include "plugins/common/fh_bundle.h"
#include "plugins/common/fh_whole.h"

static struct fh_conf *load_active(struct fh_error *err)
{
	char digest[FH_DIGEST_HEX + 1], *dir = NULL;
	struct fh_conf *ret = NULL;

	slurm_init(NULL);
	if (asprintf(&dir, "%s/freehold", slurm_conf.state_save_location) < 0) {
		dir = NULL;
		fh_err_nomem(err);
	}
	slurm_fini();
	if (dir && !fh_bundle_active(dir, digest, err))
		ret = fh_bundle_load(dir, digest, err);
	free(dir);
	return ret;
}

struct fh_conf *scost_cards_load(struct fh_error *err)
{
	struct fh_conf *conf = scost_conf_load(scost_conf_path(), err);
	struct fh_error why = { "" };

	if (conf && fh_whole_known(&conf->rates))
		return conf;
	fh_conf_free(conf);
	conf = load_active(&why);
	if (!conf)
		fh_err(err, "what is paid is not in the published prices, and "
		       "the active bundle can't be read: %s; root can, and "
		       "FREEHOLD_PUBLISHED may name a copy of it", why.text);
	return conf;
}
