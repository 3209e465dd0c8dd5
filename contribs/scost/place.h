/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The zones that the nodes of a job were in when it started. */
#ifndef SCOST_PLACE_H
#define SCOST_PLACE_H

#include <stddef.h>
#include <stdint.h>

#include "contribs/scost/job.h"
#include "contribs/scost/note.h"
#include "plugins/common/fh_conf.h"
#include "plugins/common/fh_error.h"

struct scost_place {
	int *zone;		/* count indices, FH_NO_ZONE last */
	int64_t *nodes;		/* count numbers of the job's nodes, >= 1 */
	size_t count;		/* 0: not known, see gaps */
	char *site_names;	/* "tx,ny"; NULL: not known */
	char *zone_names;	/* a node in no zone counts as "-" */
	unsigned gaps;		/* enum scost_gap bits */
};

/*
 * Look the nodes up.
 * conf:  NULL: names are taken from the note, and count is 0.
 * ret:   to scost_place_clear, also after a failure.
 * Returns 0, or -1 with err set (no memory).
 */
int scost_place_find(const struct fh_conf *conf, const struct scost_job *job,
		     const struct scost_note *note, struct scost_place *ret,
		     struct fh_error *err);

void scost_place_clear(struct scost_place *place);

#endif
