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
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#include "contribs/sandbox/hardware.h"

#define PERIOD_MS 200
#define NS_PER_S 1000000000

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return now.tv_sec * (int64_t) NS_PER_S + now.tv_nsec;
}

/* A file "watts" counts once its writer has closed it. */
static void watch_nodes(struct hardware *hw)
{
	char path[PATH_SIZE];

	hw->notify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (hw->notify_fd < 0)
		hardware_die("can't watch", hw->dir);
	for (size_t i = 0; i < hw->node_count; i++) {
		struct node *node = &hw->node[i];

		node->watch = inotify_add_watch(
			hw->notify_fd, hardware_path(hw, node->name, ".", path),
			IN_CLOSE_WRITE | IN_MOVED_TO);
		if (node->watch < 0)
			hardware_die("can't watch", path);
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
		hardware_die("can't write", meter->name);
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
		hardware_die("can't write the truth of", node->name);
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
	FILE *in = fopen(hardware_path(hw, node->name, "watts", path), "re");

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
	hardware_read(&hw);
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
