/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PAM's configuration of this host: see check_adopt.h. */
#define _GNU_SOURCE /* getline */
#include "fh_config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "contribs/freehold/check_adopt.h"

#define MODULE "pam_slurm_adopt"

/* Outside of a comment. */
static bool line_has_module(char *line)
{
	line[strcspn(line, "#")] = '\0';
	return strstr(line, MODULE);
}

static bool file_has_module(FILE *file)
{
	char *line = NULL;
	size_t size = 0;
	bool found = false;

	while (!found && getline(&line, &size, file) >= 0)
		found = line_has_module(line);
	free(line);
	return found;
}

static void look_into(int dir, const char *name, struct check_adopt *ret)
{
	int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");

	if (!file) {
		ret->unreadable++;
		if (fd >= 0)
			close(fd);
		return;
	}
	ret->files++;
	if (!*ret->found && file_has_module(file))
		snprintf(ret->found, sizeof(ret->found), "%s", name);
	fclose(file);
}

void check_adopt_look(const char *dir, struct check_adopt *ret)
{
	DIR *list = opendir(dir);
	const struct dirent *entry;

	if (!list) {
		ret->unreadable += errno != ENOENT;
		return;
	}
	while ((entry = readdir(list)))
		if (*entry->d_name != '.')
			look_into(dirfd(list), entry->d_name, ret);
	closedir(list);
}
