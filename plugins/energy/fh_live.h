/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the node's sampler knows at this moment, for `freehold energy top`.
 * Read from the sampler's shared memory (root only), at one instant.
 */
#ifndef FH_LIVE_H
#define FH_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugins/common/fh_energy.h"
#include "plugins/common/fh_error.h"
#include "plugins/common/fh_journal.h"

struct fh_live_job {
	uint32_t job_id;
	uint32_t uid;
	int64_t start_s;
	int64_t cores;
	int64_t devices;
	int64_t power_uw;	/* over the last period */
	unsigned source;	/* enum fh_energy_source bits */
	struct fh_energy energy;	/* so far */
};

struct fh_live_meter {
	char name[FH_JOURNAL_NAME_MAX + 1];
	char sensor[FH_JOURNAL_NAME_MAX + 1];
	bool is_node;
	enum fh_energy_part part;
	int device;		/* -1: no accelerator's */
	int64_t power_uw;	/* FH_UNKNOWN: not read */
	uint32_t job_id;	/* that holds the device; 0 = none, the first
				 * of several */
	unsigned source;
};

struct fh_live {
	bool simulated;
	int64_t at_ms;		/* UTC, of the last sample */
	int64_t period_ms;
	int64_t power_uw;	/* of the node */
	int64_t idle_uw, system_uw, unattributed_uw;
	struct fh_live_job *job;
	size_t job_count;
	struct fh_live_meter *meter;
	size_t meter_count;
};

/*
 * path:  the sampler's shared memory, RUN/<node>.energy
 * Returns 0, or -1 with err set (none there; another version; not whole).
 */
int fh_live_read(const char *path, struct fh_live *ret, struct fh_error *err);

void fh_live_clear(struct fh_live *live);

#endif
