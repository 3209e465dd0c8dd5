/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading the list of meters: see hardware.h. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "contribs/sandbox/hardware.h"

#define MAX_FILES 65536

void hardware_die(const char *what, const char *which)
{
	fprintf(stderr, "freehold-meters: %s %s: %s\n", what, which,
		strerror(errno));
	exit(EXIT_FAILURE);
}

/* Append a zeroed entry to an array of count entries. */
static void *grow(void *array, size_t count, size_t size)
{
	char *grown = realloc(array, (count + 1) * size);

	if (!grown)
		hardware_die("no memory for", "the meters");
	memset(grown + count * size, 0, size);
	return grown;
}

const char *hardware_path(const struct hardware *hw, const char *node,
			  const char *file, char *path)
{
	int len = snprintf(path, PATH_SIZE, "%s/%s/%s", hw->dir, node, file);

	errno = ENAMETOOLONG;
	if (len < 0 || len >= PATH_SIZE)
		hardware_die("can't open", file);
	return path;
}

static int open_below(const struct hardware *hw, const char *node,
		      const char *file)
{
	char path[PATH_SIZE];
	int fd = open(hardware_path(hw, node, file, path),
		      O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0)
		hardware_die("can't open", path);
	return fd;
}

static struct node *node_of(struct hardware *hw, const char *name)
{
	struct node *node =
		hw->node_count ? &hw->node[hw->node_count - 1] : NULL;

	if (node && !strcmp(node->name, name))
		return node;
	hw->node = grow(hw->node, hw->node_count, sizeof(*hw->node));
	node = &hw->node[hw->node_count++];
	snprintf(node->name, sizeof(node->name), "%s", name);
	node->first = hw->meter_count;
	return node;
}

/* One line of DIR/meters. */
static void add_meter(struct hardware *hw, const char *line)
{
	char node[METER_NAME_SIZE], form[METER_NAME_SIZE], file[PATH_SIZE];
	struct meter *meter;

	hw->meter = grow(hw->meter, hw->meter_count, sizeof(*hw->meter));
	meter = &hw->meter[hw->meter_count];
	errno = EINVAL;
	if (sscanf(line, "%63s %63s %" SCNd64 " %63s %" SCNd64 " %4095s", node,
		   meter->name, &meter->power_w, form, &meter->limit,
		   file) != 6 ||
	    meter->power_w < 0 || meter->power_w > MAX_W || meter->limit < 0)
		hardware_die("can't read the line", line);
	meter->form = meter_form_find(form);
	if (!meter->form)
		hardware_die("there is no form", form);
	meter->fd = open_below(hw, node, file);
	node_of(hw, node)->count++;
	hw->meter_count++;
}

static void read_list(struct hardware *hw)
{
	char path[PATH_SIZE];
	char *line = NULL;
	size_t size = 0;
	FILE *in = fopen(hardware_path(hw, ".", "meters", path), "re");

	if (!in)
		hardware_die("can't open", path);
	while (getline(&line, &size, in) > 0)
		add_meter(hw, line);
	free(line);
	fclose(in);
}

/* Every file stays open: more than a process may have by default. */
static void allow_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur =
		limit.rlim_max < MAX_FILES ? limit.rlim_max : MAX_FILES;
	(void) setrlimit(RLIMIT_NOFILE, &limit);
}

static void open_truths(struct hardware *hw)
{
	for (size_t i = 0; i < hw->node_count; i++) {
		struct node *node = &hw->node[i];

		node->truth_fd = open_below(hw, node->name, "truth");
		node->truth = grow(NULL, node->count, TRUTH_LINE);
	}
}

void hardware_read(struct hardware *hw)
{
	allow_files();
	read_list(hw);
	open_truths(hw);
}
