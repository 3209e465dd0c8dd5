/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sources of the configuration, each one file. */
#ifndef FH_SOURCE_H
#define FH_SOURCE_H

#include "fh_diag.h"
#include "fh_json.h"

/* In the order they are read and bundled. */
enum fh_source {
	FH_SOURCE_ACCELERATORS,
	FH_SOURCE_ZONES,
	FH_SOURCE_POLICY,
	FH_SOURCE_RATES,
	FH_SOURCE_ENERGY,
	FH_SOURCE_COUNT
};

/* "accelerators", "zones", ...: file name without ".json", bundle key. */
const char *fh_source_name(enum fh_source source);

/*
 * Parse a source's file in dir.
 * absent:  the text that stands for a file that is not there; NULL: that is
 *          a mistake.
 * Returns the document (to fh_json_free), or NULL after adding to diags.
 */
struct fh_json *fh_source_parse(const char *dir, enum fh_source source,
				const char *absent, struct fh_diags *diags);

#endif
