/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The whole rate cards, with what is paid: the active bundle, which root and
 * those who may read StateSaveLocation see; or what FREEHOLD_PUBLISHED names,
 * where that is a whole bundle.
 */
#ifndef SCOST_CARDS_H
#define SCOST_CARDS_H

#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"

/* Returns them, to fh_conf_free, or NULL with err set. */
struct fh_conf *scost_cards_load(struct fh_error *err);

/*
 * What if these were the rate cards: put those of a rates.json, and of the
 * files that it names, in the place of conf's.
 * Returns 0, or -1 with err set (the first mistake) and conf as it was.
 */
int scost_cards_replace(struct fh_conf *conf, const char *path,
			struct fh_error *err);

#endif
