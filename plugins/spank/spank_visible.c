/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Device indices as Slurm writes them, in the words of a vendor's runtime. */
#include <json-c/printbuf.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fh_request.h"
#include "spank_visible.h"

/* An inclusive range of devices or units. */
struct range {
	unsigned first, last;
};

/* Read a number at *text and move behind it.  -1: none, or too large. */
static int read_number(const char **text, unsigned *ret)
{
	const char *p = *text;
	unsigned n = 0;

	if (*p < '0' || *p > '9')
		return -1;
	for (; *p >= '0' && *p <= '9'; p++) {
		n = n * 10 + (unsigned) (*p - '0');
		if (n > FH_VISIBLE_DEVICE_MAX)
			return -1;
	}
	*text = p;
	*ret = n;
	return 0;
}

/* Read "4" or "4-5" and the comma behind it, unless the text ends there. */
static int read_range(const char **text, struct range *ret)
{
	if (read_number(text, &ret->first) < 0)
		return -1;
	ret->last = ret->first;
	if (**text == '-') {
		(*text)++;
		if (read_number(text, &ret->last) < 0)
			return -1;
	}
	if (ret->last < ret->first)
		return -1;
	if (!**text)
		return 0;
	if (**text != ',' || !(*text)[1])
		return -1;
	(*text)++;
	return 0;
}

/* -1 = no memory; likewise below. */
static int put(struct printbuf *out, struct range range)
{
	const char *comma = printbuf_length(out) ? "," : "";

	if (range.first == range.last)
		return sprintbuf(out, "%s%u", comma, range.first);
	return sprintbuf(out, "%s%u-%u", comma, range.first, range.last);
}

static int put_each(struct printbuf *out, struct range devices)
{
	for (unsigned i = devices.first; i <= devices.last; i++)
		if (put(out, (struct range) { i, i }) < 0)
			return -1;
	return 0;
}

static struct range to_units(struct range devices, unsigned per_device)
{
	return (struct range) {
		.first = devices.first * per_device,
		.last = (devices.last + 1) * per_device - 1,
	};
}

/*
 * Units of a range of devices: joined with the ones held back when they
 * follow them, else those are written first.
 */
static int hold(struct printbuf *out, struct range *held, struct range units)
{
	bool empty = held->first > held->last;

	if (!empty && units.first == held->last + 1) {
		held->last = units.last;
		return 0;
	}
	if (!empty && put(out, *held) < 0)
		return -1;
	*held = units;
	return 0;
}

/* -1 with err set. */
static int convert(const char *indices, enum fh_visible_form form,
		   unsigned per_device, struct printbuf *out,
		   struct fh_error *err)
{
	const char *rest = indices;
	struct range devices, held = { 1, 0 };
	size_t count = 0;
	int rc = 0;

	while (*rest && rc >= 0) {
		if (read_range(&rest, &devices) < 0)
			break;
		count += devices.last - devices.first + 1;
		if (count > FH_ACCEL_COUNT_MAX)
			break;
		if (form == FH_VISIBLE_INDEX)
			rc = put_each(out, devices);
		else
			rc = hold(out, &held, to_units(devices, per_device));
	}
	if (rc >= 0 && held.first <= held.last)
		rc = put(out, held);
	if (rc < 0)
		return fh_err_nomem(err);
	if (*rest || !count || count > FH_ACCEL_COUNT_MAX)
		return fh_err(err, "\"%.80s\" is not a list of device indices",
			      indices);
	return 0;
}

char *fh_visible_value(const char *indices, enum fh_visible_form form,
		       unsigned units_per_device, struct fh_error *err)
{
	struct printbuf *out;
	char *value = NULL;

	if (form != FH_VISIBLE_INDEX &&
	    (form != FH_VISIBLE_UNITS || units_per_device < 1 ||
	     units_per_device > 1024)) {
		fh_err(err, "this form of visible devices cannot be written "
		       "here");
		return NULL;
	}
	out = printbuf_new();
	if (!out) {
		fh_err_nomem(err);
		return NULL;
	}
	if (convert(indices, form, units_per_device, out, err) == 0) {
		value = strdup(out->buf);
		if (!value)
			fh_err_nomem(err);
	}
	printbuf_free(out);
	return value;
}
