/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Comparing an audit with slurmdbd: see audit_runs.h. */
#define _GNU_SOURCE /* strsep */
#include "fh_config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/audit_runs.h"

static int add_stray(struct audit_strays *strays, uint32_t job_id,
		     int64_t started_s, const char *line)
{
	struct audit_stray *item = reallocarray(
		strays->item, strays->count + 1, sizeof(*item));

	if (!item)
		return -1;
	strays->item = item;
	item += strays->count;
	*item = (struct audit_stray) {
		.job_id = job_id,
		.started_s = started_s,
		.line = strdup(line),
	};
	if (!item->line)
		return -1;
	strays->count++;
	return 0;
}

int audit_compare(struct audit_runs *runs, char *text,
		  struct audit_strays *ret)
{
	struct audit_run *run;
	int64_t started_s;
	uint32_t job_id;
	char *line;
	int behind;

	while ((line = strsep(&text, "\n"))) {
		behind = 0;
		if (sscanf(line, "%" SCNu32 " %" SCNd64 " %n", &job_id,
			   &started_s, &behind) != 2 || !behind)
			continue;
		run = audit_runs_find(runs, job_id, started_s);
		if (run)
			run->booked = true;
		else if (add_stray(ret, job_id, started_s, line + behind))
			return -1;
	}
	return 0;
}

void audit_strays_clear(struct audit_strays *strays)
{
	for (size_t i = 0; i < strays->count; i++)
		free(strays->item[i].line);
	free(strays->item);
	memset(strays, 0, sizeof(*strays));
}
