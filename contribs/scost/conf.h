/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The published configuration. */
#ifndef SCOST_CONF_H
#define SCOST_CONF_H

#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"

/* The file that is read: $FREEHOLD_PUBLISHED, else the configured place. */
const char *scost_conf_path(void);

/* Returns the configuration (to fh_conf_free), or NULL with err set. */
struct fh_conf *scost_conf_load(const char *path, struct fh_error *err);

#endif
