/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole rate cards: see cards.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/scost/cards.h"
#include "contribs/scost/conf.h"
#include "contribs/scost/libslurm.h"
#include "plugins/common/fh_bundle.h"
#include "plugins/common/fh_file.h"
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

static int read_rates(const struct fh_conf *conf, const char *path,
		      const char *text, size_t len, struct fh_rates *ret,
		      struct fh_diags *diags)
{
	struct fh_attachments files = { .dir = NULL };
	struct fh_json *doc = fh_json_parse(path, text, len, diags);
	char *dir = strdup(path);

	if (!dir)
		fh_diag_add(diags, path, 0, 0, "", "out of memory");
	if (doc && dir) {
		files.dir = dirname(dir);
		fh_rates_read(doc, "", &conf->zones, &conf->catalog, &files,
			      ret, diags);
	}
	fh_attach_clear(&files);
	fh_json_free(doc);
	free(dir);
	return diags->count ? -1 : 0;
}

int scost_cards_replace(struct fh_conf *conf, const char *path,
			struct fh_error *err)
{
	struct fh_diags diags = { 0 };
	struct fh_rates rates = { .pool = NULL };
	char *text, *first;
	size_t len;
	int rc;

	if (fh_file_read(path, FH_JSON_MAX_BYTES, &text, &len, err))
		return -1;
	rc = read_rates(conf, path, text, len, &rates, &diags);
	if (rc) {
		first = diags.count ? fh_diag_format(&diags.item[0]) : NULL;
		fh_err(err, "%s", first ? first : "out of memory");
		free(first);
		fh_rates_clear(&rates);
	} else {
		fh_rates_clear(&conf->rates);
		conf->rates = rates;
		conf->digest[0] = '\0';	/* it is no bundle's any more */
	}
	fh_diag_clear(&diags);
	free(text);
	return rc;
}
