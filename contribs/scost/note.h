/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What slurmctld's plugin noted in a job's AdminComment when the job
 * started: the object under the key "freehold".
 */
#ifndef SCOST_NOTE_H
#define SCOST_NOTE_H

#include <stdint.h>

#include "plugins/common/fh_catalog.h"

struct scost_note {
	char accel[FH_TYPE_NAME_MAX + 1];	/* type; "" = none noted */
	char *site;			/* these are NULL where none is noted */
	char *zone;
	char *data_class;
	char *digest;			/* head of the bundle's digest */
	int64_t restart;		/* FH_UNKNOWN = not noted */
};

/*
 * Read an AdminComment.  Anything that is not such a note, NULL included,
 * gives an empty one: the field is free text to Slurm.
 */
void scost_note_read(const char *admin_comment, struct scost_note *ret);

void scost_note_clear(struct scost_note *note);

#endif
