/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How simulated meters print what they have counted: as the files of the
 * devices do whose place they take.
 */
#ifndef METER_FORM_H
#define METER_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define METER_NAME_SIZE 64
#define METER_TEXT_SIZE 128

struct meter_form;

struct meter {
	char name[METER_NAME_SIZE];
	int64_t power_w;
	int64_t nj;	/* nanojoules since the start */
	int64_t limit;	/* what it means is the form's affair */
	const struct meter_form *form;
	int fd;
	size_t len;	/* of what was written last */
	char text[METER_TEXT_SIZE];
};

/* What is told of a node's meters together. */
struct meter_totals {
	int64_t at_ns;	/* CLOCK_BOOTTIME */
	int64_t nj;
	int64_t power_w;
};

struct meter_form {
	const char *name;
	/* Fills METER_TEXT_SIZE bytes; returns how many of them count. */
	size_t (*print)(const struct meter *meter,
			const struct meter_totals *node, char *text);
	bool is_line;	/* line number limit of a file of several meters,
			 * all lines as long */
	bool is_view;	/* of what the others draw; draws nothing itself */
};

/* The form of that name, or NULL. */
const struct meter_form *meter_form_find(const char *name);

#endif
