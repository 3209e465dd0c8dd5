/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The simulated meters of a sandbox.  One process counts the energy of every
 * simulated device by the clock and writes it into files that look like
 * Linux' own, so that the real sampler reads them below another root.
 *
 * usage: freehold-meters DIR [PERIOD_MS]
 *
 * DIR/meters       the meters, one per line, a node's together:
 *                  NODE NAME WATTS FORM LIMIT FILE
 *                  FORM, LIMIT: see meter_form.c; FILE is below DIR/NODE
 * DIR/NODE/watts   whoever writes "NAME WATTS" lines into it sets what these
 *                  meters' devices draw from that moment on; the name "all"
 *                  stands for the node's every meter
 * DIR/NODE/truth   "NAME MICROJOULES" lines: all a device has drawn so far,
 *                  without wraps
 *
 * Counting is exact: watts x nanoseconds are nanojoules, and a new power
 * counts from the instant it is seen.  Files are written in place, since a
 * sampler keeps them open.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "contribs/sandbox/meter_form.h"

#define PATH_SIZE  4096
#define TRUTH_LINE 96 /* bytes of a line of the truth file */
#define PERIOD_MS  200
#define NS_PER_S   1000000000
#define MAX_W      100000
#define MAX_FILES  65536

struct node {
	char name[METER_NAME_SIZE];
	size_t first, count; /* of its meters */
	int watch;           /* inotify's descriptor of its directory */
	int truth_fd;
	char *truth; /* TRUTH_LINE bytes per meter */
};

struct hardware {
	const char *dir;
	struct meter *meter;
	size_t meter_count;
	struct node *node;
	size_t node_count;
	int64_t at_ns; /* counted so far until */
	int notify_fd;
};

static void die(const char *what, const char *which)
{
	fprintf(stderr, "freehold-meters: %s %s: %s\n", what, which,
		strerror(errno));
	exit(EXIT_FAILURE);
}

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * (int64_t) NS_PER_S + now.tv_nsec;
}

/* Append a zeroed entry to an array of count entries. */
static void *grow(void *array, size_t count, size_t size)
{
	char *grown = realloc(array, (count + 1) * size);

	if (!grown)
		die("no memory for", "the meters");
	memset(grown + count * size, 0, size);
	return grown;
}

/* DIR/NODE/FILE, in a buffer of PATH_SIZE bytes. */
static const char *path_of(const struct hardware *hw, const char *node,
			   const char *file, char *path)
{
	int len = snprintf(path, PATH_SIZE, "%s/%s/%s", hw->dir, node, file);

	errno = ENAMETOOLONG;
	if (len < 0 || len >= PATH_SIZE)
		die("can't open", file);
	return path;
}

static int open_below(const struct hardware *hw, const char *node,
		      const char *file)
{
	char path[PATH_SIZE];
	int fd = open(path_of(hw, node, file, path),
		      O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	if (fd < 0)
		die("can't open", path);
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
		die("can't read the line", line);
	meter->form = meter_form_find(form);
	if (!meter->form)
		die("there is no form", form);
	meter->fd = open_below(hw, node, file);
	node_of(hw, node)->count++;
	hw->meter_count++;
}

static void read_meters(struct hardware *hw)
{
	char path[PATH_SIZE];
	char *line = NULL;
	size_t size = 0;
	FILE *in = fopen(path_of(hw, ".", "meters", path), "re");

	if (!in)
		die("can't open", path);
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

/* A file "watts" counts once its writer has closed it. */
static void watch_nodes(struct hardware *hw)
{
	char path[PATH_SIZE];

	hw->notify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (hw->notify_fd < 0)
		die("can't watch", hw->dir);
	for (size_t i = 0; i < hw->node_count; i++) {
		struct node *node = &hw->node[i];

		node->truth_fd = open_below(hw, node->name, "truth");
		node->truth = grow(NULL, node->count, TRUTH_LINE);
		node->watch = inotify_add_watch(
			hw->notify_fd, path_of(hw, node->name, ".", path),
			IN_CLOSE_WRITE | IN_MOVED_TO);
		if (node->watch < 0)
			die("can't watch", path);
	}
}

/* Count until now. */
static void count(struct hardware *hw)
{
	int64_t at_ns = now_ns();

	for (size_t i = 0; i < hw->meter_count; i++)
		hw->meter[i].nj += hw->meter[i].power_w * (at_ns - hw->at_ns);
	hw->at_ns = at_ns;
}

static void write_meter(struct meter *meter, const struct meter_totals *node)
{
	char text[METER_TEXT_SIZE];
	size_t len = meter->form->print(meter, node, text);
	off_t at = meter->form->is_line ? meter->limit * (off_t) len : 0;

	if (len == meter->len && !memcmp(text, meter->text, len))
		return;
	/* A counter that wraps has less digits. */
	if (pwrite(meter->fd, text, len, at) != (ssize_t) len ||
	    (len < meter->len && ftruncate(meter->fd, at + len)))
		die("can't write", meter->name);
	memcpy(meter->text, text, len);
	meter->len = len;
}

static void write_meters(struct hardware *hw, const struct node *node)
{
	struct meter *meter = &hw->meter[node->first];
	struct meter_totals totals = {.at_ns = hw->at_ns};

	for (size_t i = 0; i < node->count; i++) {
		totals.nj += meter[i].nj;
		totals.power_w += meter[i].power_w;
	}
	for (size_t i = 0; i < node->count; i++)
		write_meter(&meter[i], &totals);
}

/* Lines of one width, so that a reader never sees the end of an older one. */
static void write_truth(const struct hardware *hw, const struct node *node)
{
	const struct meter *meter = &hw->meter[node->first];
	size_t len = 0;

	for (size_t i = 0; i < node->count; i++)
		if (!meter[i].form->is_view)
			len += snprintf(node->truth + len, TRUTH_LINE,
					"%s %20" PRId64 "\n", meter[i].name,
					meter[i].nj / 1000);
	if (pwrite(node->truth_fd, node->truth, len, 0) != (ssize_t) len)
		die("can't write the truth of", node->name);
}

static void write_all(struct hardware *hw)
{
	for (size_t i = 0; i < hw->node_count; i++) {
		write_meters(hw, &hw->node[i]);
		write_truth(hw, &hw->node[i]);
	}
}

static void set_watts(struct hardware *hw, const struct node *node,
		      const char *name, int64_t power_w)
{
	struct meter *meter = &hw->meter[node->first];

	for (size_t i = 0; i < node->count; i++)
		if (!meter[i].form->is_view &&
		    (!strcmp(name, "all") || !strcmp(name, meter[i].name)))
			meter[i].power_w = power_w;
}

static void read_watts(struct hardware *hw, const struct node *node)
{
	char path[PATH_SIZE], name[METER_NAME_SIZE];
	int64_t power_w;
	FILE *in = fopen(path_of(hw, node->name, "watts", path), "re");

	if (!in)
		return;
	while (fscanf(in, "%63s %" SCNd64, name, &power_w) == 2)
		if (power_w >= 0 && power_w <= MAX_W)
			set_watts(hw, node, name, power_w);
	fclose(in);
}

/* The nodes whose file "watts" was written. */
static void read_events(struct hardware *hw)
{
	_Alignas(struct inotify_event) char buf[PATH_SIZE];
	const struct inotify_event *event;
	ssize_t len;

	while ((len = read(hw->notify_fd, buf, sizeof(buf))) > 0)
		for (char *at = buf; at < buf + len;
		     at += sizeof(*event) + event->len) {
			event = (const struct inotify_event *) at;
			if (!event->len || strcmp(event->name, "watts"))
				continue;
			for (size_t i = 0; i < hw->node_count; i++)
				if (hw->node[i].watch == event->wd)
					read_watts(hw, &hw->node[i]);
		}
}

int main(int argc, char **argv)
{
	struct hardware hw = {0};
	long period_ms = PERIOD_MS;

	if (argc == 3)
		period_ms = strtol(argv[2], NULL, 10);
	if (argc < 2 || argc > 3 || period_ms < 1 || period_ms > 60000) {
		fputs("usage: freehold-meters DIR [PERIOD_MS]\n", stderr);
		return 2;
	}
	hw.dir = argv[1];
	allow_files();
	read_meters(&hw);
	watch_nodes(&hw);
	hw.at_ns = now_ns();
	for (;;) {
		struct pollfd watched = {.fd = hw.notify_fd, .events = POLLIN};

		count(&hw);
		write_all(&hw);
		if (poll(&watched, 1, period_ms) > 0) {
			count(&hw);
			read_events(&hw);
		}
	}
}
