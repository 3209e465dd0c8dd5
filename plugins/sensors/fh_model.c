/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Accelerators that nothing measures, by the watts of accelerators.json:
 * idle + (nameplate - idle) x utilisation where the driver tells how busy a
 * device is; else idle while no job holds it, and the nameplate while one
 * does.  Without idle watts only what jobs hold is counted; without a
 * nameplate there is no meter.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_model.h"
#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define PCI "sys/bus/pci/devices"
#define BUSY "gpu_busy_percent"

struct device {
	struct fh_sensor_file busy;
	bool has_busy;
	int64_t idle_w;		/* 0: not known */
	int64_t max_w;
};

/* The accelerators of the node that are PCI devices, in that order. */
struct board {
	const struct fh_accel *accel;
	char *address;		/* of strlist boards.address */
};

struct boards {
	struct fh_strlist address;
	struct board *board;
	size_t count;
};

static void read_meter(struct fh_sensor *meter, bool in_use,
		       struct fh_counter_reading *ret)
{
	struct device *device = meter->data;
	int64_t percent = in_use ? 100 : 0;

	ret->epoch = 0;
	ret->ok = !device->has_busy ||
		  (!fh_sensor_file_number(&device->busy, &percent) &&
		   percent <= 100);
	ret->value = device->idle_w * FH_UW_PER_W +
		     (device->max_w - device->idle_w) * percent *
		     (FH_UW_PER_W / 100);
}

static void close_meter(struct fh_sensor *meter)
{
	struct device *device = meter->data;

	if (!device)
		return;
	fh_sensor_file_close(&device->busy);
	free(device);
	meter->data = NULL;
}

/* "0x10de", as sysfs has it. */
static int read_hex(const struct fh_sensor_env *env, const char *address,
		    const char *file, unsigned *ret)
{
	char text[8];

	if (fh_sensor_text(env->root, text, sizeof(text), PCI "/%s/%s",
			   address, file) ||
	    strlen(text) != 6 || strncmp(text, "0x", 2) ||
	    text[2 + strspn(text + 2, "0123456789abcdef")])
		return -1;
	*ret = (unsigned) strtoul(text, NULL, 16);
	return 0;
}

static const struct fh_accel *accel_of(const struct fh_sensor_env *env,
				       const char *address)
{
	unsigned vendor, device;

	if (read_hex(env, address, "vendor", &vendor) ||
	    read_hex(env, address, "device", &device))
		return NULL;
	return fh_sensor_accel_of_pci(env, vendor, device);
}

static int find_boards(const struct fh_sensor_env *env, struct boards *ret,
		       struct fh_error *err)
{
	if (fh_sensor_entries(env->root, PCI, "", &ret->address, err))
		return -1;
	ret->board = calloc(ret->address.count + 1, sizeof(*ret->board));
	if (!ret->board)
		return fh_err_nomem(err);
	for (size_t i = 0; i < ret->address.count; i++) {
		char *address = ret->address.item[i];
		const struct fh_accel *accel = accel_of(env, address);

		if (accel)
			ret->board[ret->count++] = (struct board) {
				.accel = accel, .address = address,
			};
	}
	return 0;
}

/* The n-th board of that type; NULL: it is no PCI device. */
static const char *nth_board(const struct boards *boards,
			     const struct fh_accel *accel, int n)
{
	for (size_t i = 0; i < boards->count; i++)
		if (boards->board[i].accel == accel && n-- == 0)
			return boards->board[i].address;
	return NULL;
}

static int add(const struct fh_sensor_env *env, const struct fh_accel *accel,
	       const char *address, int number, struct fh_sensors *ret,
	       struct fh_error *err)
{
	struct device *device;
	struct fh_sensor *meter;

	meter = fh_sensors_add(ret, &fh_model_ops, FH_SENSOR_ACCEL, number,
			       err);
	if (!meter)
		return -1;
	device = calloc(1, sizeof(*device));
	if (!device)
		return fh_err_nomem(err);
	meter->data = device;
	device->max_w = accel->tdp_w;
	device->idle_w = accel->idle_w == FH_UNKNOWN ? 0 : accel->idle_w;
	device->has_busy = address &&
			   !fh_sensor_file_open(&device->busy, NULL, env->root,
						PCI "/%s/" BUSY, address);
	if (!device->has_busy)
		device->busy.fd = -1;
	meter->source = device->has_busy ? FH_ENERGY_MODELLED :
					   FH_ENERGY_NAMEPLATE;
	meter->limits.is_power = true;
	meter->limits.max_w = accel->tdp_w;
	snprintf(meter->name, sizeof(meter->name), "gpu%d", number);
	return 0;
}

/* As energy.json tells them. */
static int find_told(const struct fh_sensor_env *env,
		     const struct boards *boards, struct fh_sensors *ret,
		     struct fh_error *err)
{
	const char *type;

	for (int i = 0; (type = fh_meter_type(env->conf, i)); i++) {
		const struct fh_accel *accel = fh_sensor_accel(env, i);
		int before = 0;

		if (!accel || accel->tdp_w == FH_UNKNOWN)
			continue;
		for (int j = 0; j < i; j++)
			before += fh_sensor_accel(env, j) == accel;
		if (add(env, accel, nth_board(boards, accel, before), i, ret,
			err))
			return -1;
	}
	return 0;
}

/* As they are on the PCI bus. */
static int find_there(const struct fh_sensor_env *env,
		      const struct boards *boards, struct fh_sensors *ret,
		      struct fh_error *err)
{
	for (size_t i = 0; i < boards->count; i++) {
		const struct board *board = &boards->board[i];

		if (board->accel->tdp_w != FH_UNKNOWN &&
		    add(env, board->accel, board->address, (int) i, ret, err))
			return -1;
	}
	return 0;
}

static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	struct boards boards = { 0 };
	int rc = -1;

	if (fh_model_find_cpu(env, ret, err) || find_boards(env, &boards, err))
		goto out;
	rc = env->conf->accel_count ? find_told(env, &boards, ret, err) :
				      find_there(env, &boards, ret, err);
out:
	free(boards.board);
	fh_strlist_clear(&boards.address);
	return rc;
}

const struct fh_sensor_ops fh_model_ops = {
	.name = "model",
	.assumes = true,
	.find = find,
	.read = read_meter,
	.close = close_meter,
};
