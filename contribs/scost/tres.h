/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a job was allocated, out of slurmdbd's form: "1=8,2=4096,3=1200,4=2",
 * the numbers in front being the ids of trackable resources.
 */
#ifndef SCOST_TRES_H
#define SCOST_TRES_H

#include <stddef.h>
#include <stdint.h>

#include "plugins/common/fh_catalog.h"

#define SCOST_TYPE_MAX 8	/* accelerator types in one job */

/* Ids below 1000 are fixed; slurmdbd numbers the others as they appear. */
enum {
	SCOST_TRES_CPU = 1,
	SCOST_TRES_MEM = 2,
	SCOST_TRES_ENERGY = 3,
	SCOST_TRES_NODE = 4,
	SCOST_TRES_NAMED = 1000,
};

/* The name of one numbered resource: "gpu", "gpu:h100". */
struct scost_gres_name {
	uint64_t id;
	char *name;
};

struct scost_gres_names {
	struct scost_gres_name *item;
	size_t count;
};

struct scost_type_count {
	char type[FH_TYPE_NAME_MAX + 1];
	int64_t count;
};

struct scost_tres {
	int64_t cpus;		/* FH_UNKNOWN where slurmdbd has nothing */
	int64_t memory_mib;
	int64_t nodes;
	int64_t energy_uj;	/* never 0: that means it was not measured */
	int64_t gpus;		/* of every type; 0 = none */
	struct scost_type_count typed[SCOST_TYPE_MAX];
	size_t type_count;
};

/*
 * Read the text.  A resource that is not understood is left out; more types
 * than fit leave gpus larger than the sum of typed.
 * text:  NULL or "" gives a job without any resource.
 */
void scost_tres_parse(const char *text, const struct scost_gres_names *names,
		      struct scost_tres *ret);

/*
 * The same in words, as slurmctld has it: "cpu=8,gres/gpu:h100=2"; of it the
 * accelerators alone.
 */
void scost_tres_parse_words(const char *text, struct scost_tres *ret);

void scost_gres_names_clear(struct scost_gres_names *names);

#endif
