/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPU time from control groups: see fh_cgroup.h. */
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plugins/common/fh_units.h"
#include "plugins/energy/fh_cgroup.h"
#include "plugins/energy/fh_proc.h"

/* Is the word one of a list with commas between? */
static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = strstr(list, word); at; at = strstr(at + 1, word))
		if ((at == list || at[-1] == ',') &&
		    (!at[len] || at[len] == ','))
			return true;
	return false;
}

/*
 * Cut a group's path behind its job, or behind the part that follows: the
 * step.  Returns 0, or -1 when it is no such job's.
 */
static int cut_path(char *path, uint32_t job_id, bool whole_job)
{
	char name[32], *at;

	(void) snprintf(name, sizeof(name), "/job_%" PRIu32, job_id);
	for (at = strstr(path, name); at; at = strstr(at + 1, name))
		if (at[strlen(name)] == '/' || !at[strlen(name)])
			break;
	if (!at)
		return -1;
	at += strlen(name);
	if (whole_job) {
		*at = '\0';
		return 0;
	}
	if (!*at)
		return -1;
	at[1 + strcspn(at + 1, "/")] = '\0';
	return 0;
}

int fh_cgroup_open(struct fh_cgroup *group, const char *root, char *line,
		   uint32_t job_id, bool whole_job)
{
	char *controllers = strchr(line, ':'), *path;
	char file[2 * PATH_MAX];
	bool is_v2;

	path = controllers ? strchr(++controllers, ':') : NULL;
	if (!path)
		return -1;
	*path++ = '\0';
	is_v2 = !*controllers;
	if (!is_v2 && !has_word(controllers, "cpuacct"))
		return -1;
	if (cut_path(path, job_id, whole_job))
		return -1;
	(void) snprintf(file, sizeof(file), "%s%s%s/%s", root,
			is_v2 ? "" : "/cpuacct", path,
			is_v2 ? "cpu.stat" : "cpuacct.usage");
	group->fd = open(file, O_RDONLY | O_CLOEXEC);
	if (group->fd < 0)
		return -1;
	group->is_v2 = is_v2;
	group->found = true;
	return 0;
}

int fh_cgroup_find(struct fh_cgroup *group, const char *root, pid_t stepd,
		   uint32_t job_id, bool whole_job)
{
	char line[PATH_MAX], path[64];
	pid_t child = fh_proc_child(stepd);
	FILE *file;
	int rc = -1;

	if (child < 0)
		return -1;
	(void) snprintf(path, sizeof(path), "/proc/%d/cgroup", (int) child);
	file = fopen(path, "re");
	if (!file)
		return -1;
	while (rc && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		rc = fh_cgroup_open(group, root, line, job_id, whole_job);
	}
	(void) fclose(file);
	return rc;
}

int64_t fh_cgroup_cpu_ns(const struct fh_cgroup *group)
{
	char text[512];
	const char *at = text;
	ssize_t n;

	if (!group->found)
		return FH_UNKNOWN;
	n = pread(group->fd, text, sizeof(text) - 1, 0);
	if (n <= 0)
		return FH_UNKNOWN;
	text[n] = '\0';
	if (!group->is_v2)
		return strtoll(text, NULL, 10);
	at = strstr(text, "usage_usec ");
	return at ? strtoll(at + strlen("usage_usec "), NULL, 10) * 1000 :
		    FH_UNKNOWN;
}

void fh_cgroup_close(struct fh_cgroup *group)
{
	if (group->found)
		(void) close(group->fd);
	memset(group, 0, sizeof(*group));
}
