/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of configuration mistakes: see fh_diag.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_diag.h"

/* One sentence; what is longer is cut. */
#define TEXT_MAX 1024

static void clear_one(struct fh_diag *diag)
{
	free(diag->file);
	free(diag->pointer);
	free(diag->text);
}

/* A copy that cannot steer the terminal it is printed on. */
static char *copy_clean(const char *text)
{
	char *copy = strdup(text ? text : "");

	for (char *at = copy; at && *at; at++)
		if ((unsigned char) *at < 0x20 || *at == 0x7f)
			*at = '?';
	return copy;
}

/* Fill a new entry behind the last one; count is raised by the caller. */
static int fill(struct fh_diags *diags, const char *file, const char *pointer,
		const char *text)
{
	struct fh_diag *item, *diag;

	item = realloc(diags->item, (diags->count + 1) * sizeof(*item));
	if (!item)
		return -1;
	diags->item = item;
	diag = &item[diags->count];
	diag->file = copy_clean(file);
	diag->pointer = copy_clean(pointer);
	diag->text = copy_clean(text);
	if (diag->file && diag->pointer && diag->text)
		return 0;
	clear_one(diag);
	return -1;
}

void fh_diag_add(struct fh_diags *diags, const char *file, unsigned line,
		 unsigned col, const char *pointer, const char *fmt, ...)
{
	char text[TEXT_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (diags->count >= FH_DIAG_MAX || fill(diags, file, pointer, text)) {
		diags->dropped++;
		return;
	}
	diags->item[diags->count].line = line;
	diags->item[diags->count].col = col;
	diags->count++;
}

size_t fh_diag_total(const struct fh_diags *diags)
{
	return diags->count + diags->dropped;
}

char *fh_diag_format(const struct fh_diag *diag)
{
	char place[32] = "";
	size_t size;
	char *line;

	if (diag->line)
		snprintf(place, sizeof(place), ":%u:%u", diag->line,
			 diag->col);
	/* Two separators ": " and the NUL. */
	size = strlen(diag->file) + strlen(place) + strlen(diag->pointer) +
	       strlen(diag->text) + 5;
	line = malloc(size);
	if (line)
		snprintf(line, size, "%s%s%s%s%s%s", diag->file, place,
			 *diag->file ? ": " : "", diag->pointer,
			 *diag->pointer ? ": " : "", diag->text);
	return line;
}

/* Does a stand before b?  Equal places: no, so that a sort is stable. */
static int before(const struct fh_diag *a, const struct fh_diag *b)
{
	int order = strcmp(a->file, b->file);

	if (order)
		return order < 0;
	if (a->line != b->line)
		return a->line < b->line;
	return a->col < b->col;
}

/* Insertion: at most FH_DIAG_MAX entries, mostly in order already. */
void fh_diag_sort(struct fh_diags *diags)
{
	for (size_t i = 1; i < diags->count; i++) {
		struct fh_diag moving = diags->item[i];
		size_t j = i;

		for (; j && before(&moving, &diags->item[j - 1]); j--)
			diags->item[j] = diags->item[j - 1];
		diags->item[j] = moving;
	}
}

void fh_diag_clear(struct fh_diags *diags)
{
	if (!diags)
		return;
	for (size_t i = 0; i < diags->count; i++)
		clear_one(&diags->item[i]);
	free(diags->item);
	diags->item = NULL;
	diags->count = 0;
	diags->dropped = 0;
}
