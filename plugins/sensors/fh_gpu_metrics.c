/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The energy accumulator of AMD accelerators, in the binary table that amdgpu
 * gives as gpu_metrics.  Its layout differs by revision; only what has the
 * size that belongs to its revision is read.  Others are left to hwmon.
 */
#include <ctype.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define DRM "sys/class/drm"
#define AMD_VENDOR "0x1002"
#define LAG_MS 10

/* The table's header. */
struct header {
	uint16_t size;		/* of the whole table */
	uint8_t format;
	uint8_t content;
};

/*
 * Where the accumulator is, counting 2^-16 J.  Format 1.0 counts in 32 bits
 * of an unknown unit, 1.9 and later are lists of another kind.
 */
static const struct layout {
	uint8_t content;	/* of format 1 */
	uint16_t size;
	uint16_t offset;
} layouts[] = {
	{ 1, 96, 24 },
	{ 2, 104, 24 },
	{ 3, 120, 24 },
	{ 4, 288, 24 },
	{ 5, 360, 88 },
	{ 6, 384, 88 },		/* as it was at first */
	{ 6, 1664, 16 },
	{ 7, 2208, 24 },
	{ 8, 3360, 24 },
};

static const struct layout *layout_of(const struct header *header)
{
	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++)
		if (header->format == 1 &&
		    header->content == layouts[i].content &&
		    le16toh(header->size) == layouts[i].size)
			return &layouts[i];
	return NULL;
}

/* 2^-16 J to microjoules, rounded down, without a product above 64 bits. */
static int to_uj(uint64_t units, int64_t *ret)
{
	uint64_t below = ((units & 0xffff) * FH_UJ_PER_J) >> 16;
	int64_t uj;

	if (__builtin_mul_overflow((int64_t) (units >> 16), FH_UJ_PER_J,
				   &uj) ||
	    __builtin_add_overflow(uj, (int64_t) below, &uj))
		return -1;
	*ret = uj;
	return 0;
}

/* The energy in a table of len bytes; -1: not there. */
static int energy_of(const char *table, ssize_t len, int64_t *ret_uj)
{
	const struct layout *layout;
	struct header header;
	uint64_t units;

	if (len < (ssize_t) sizeof(header))
		return -1;
	memcpy(&header, table, sizeof(header));
	layout = layout_of(&header);
	if (!layout || len < layout->size)
		return -1;
	memcpy(&units, table + layout->offset, sizeof(units));
	units = le64toh(units);
	/* All ones: this accelerator has none. */
	return units == UINT64_MAX ? -1 : to_uj(units, ret_uj);
}

static void read_meter(struct fh_sensor *meter, bool in_use,
		       struct fh_counter_reading *ret)
{
	struct fh_sensor_file *file = meter->data;
	char table[FH_SENSOR_FILE_MAX];
	ssize_t len = fh_sensor_file_read(file, table, sizeof(table));

	(void) in_use;
	ret->ok = !energy_of(table, len, &ret->value);
	ret->epoch = file->epoch;
}

static int add(const struct fh_sensor_env *env, const char *card, int device,
	       struct fh_sensors *ret, struct fh_error *err)
{
	struct fh_sensor_file *file;
	struct fh_counter_reading now;
	struct fh_sensor *meter;

	meter = fh_sensors_add(ret, &fh_gpu_metrics_ops, FH_SENSOR_ACCEL,
			       device, err);
	if (!meter)
		return -1;
	file = fh_sensor_attach(meter, err);
	if (!file || fh_sensor_file_open(file, err, env->root, DRM
					 "/%s/device/gpu_metrics", card))
		return -1;
	snprintf(meter->name, sizeof(meter->name), "gpu%d", device);
	meter->limits.lag_ns = LAG_MS * FH_NS_PER_MS;
	read_meter(meter, false, &now);
	if (now.ok && now.value > 0)
		return 0;
	fh_sensor_detach(meter);
	ret->count--;
	return 0;
}

/* "card0", not "card0-DP-1". */
static bool is_card(const char *entry)
{
	entry += strlen("card");
	return isdigit((unsigned char) *entry) &&
	       !entry[strspn(entry, "0123456789")];
}

/* Count the AMD cards, and take those that have the table. */
static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct fh_strlist cards = { 0 };
	int rc = fh_sensor_entries(env->root, DRM, "card", &cards, err);
	char vendor[16];
	int n = 0;

	for (size_t i = 0; !rc && i < cards.count; i++) {
		const char *card = cards.item[i];
		int device;

		if (!is_card(card) ||
		    fh_sensor_text(env->root, vendor, sizeof(vendor),
				   DRM "/%s/device/vendor", card) ||
		    strcmp(vendor, AMD_VENDOR))
			continue;
		device = fh_sensor_device(env, "rocm", n++);
		if (device >= 0 &&
		    fh_sensor_exists(env->root, DRM "/%s/device/gpu_metrics",
				     card))
			rc = add(env, card, device, ret, err);
	}
	fh_strlist_clear(&cards);
	return rc;
}

const struct fh_sensor_ops fh_gpu_metrics_ops = {
	.name = "gpu_metrics",
	.find = find,
	.read = read_meter,
	.close = fh_sensor_detach,
};
