/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads "audit" of policy.json: see fh_audit_settings.h. */
#include <stdlib.h>
#include <string.h>

#include "fh_policy_read.h"

#define PATH_BYTES_MAX 1024

void fh_audit_settings_begin(struct fh_audit_settings *settings)
{
	*settings = (struct fh_audit_settings) {
		.ring_mib = 8,
		.rotate_mib = 64,
		.rotate_days = 30,
	};
}

void fh_audit_settings_clear(struct fh_audit_settings *settings)
{
	free(settings->directory);
	free(settings->ring_directory);
	memset(settings, 0, sizeof(*settings));
}

static FH_READER_VALUE(read_directory)
{
	const char *path = fh_reader_string(reader, value);

	(void) field;
	if (!path)
		return;
	if (*path != '/' || strlen(path) > PATH_BYTES_MAX ||
	    strstr(path, "/../") || path[strlen(path) - 1] == '/')
		fh_reader_diag(reader, "\"%.80s\" must be an absolute path "
			       "without \"..\" and without \"/\" at the end",
			       path);
	else
		*(char **) dst = fh_reader_strdup(reader, path);
}

#define AT(member) .offset = offsetof(struct fh_audit_settings, member)

static const struct fh_field fields[] = {
	{ .key = "directory", .read = read_directory, AT(directory) },
	{ .key = "ring_directory", .read = read_directory,
	  AT(ring_directory) },
	{ .key = "ring_mib", .read = fh_read_whole, AT(ring_mib),
	  .min = 1, .max = 1024, .scale = 1 },
	{ .key = "rotate_mib", .read = fh_read_whole, AT(rotate_mib),
	  .min = 1, .max = 65536, .scale = 1 },
	{ .key = "rotate_days", .read = fh_read_whole, AT(rotate_days),
	  .min = 1, .max = 3660, .scale = 1 },
};

FH_READER_VALUE(fh_policy_read_audit)
{
	(void) field;
	fh_reader_object(reader, value, fields,
			 sizeof(fields) / sizeof(*fields), dst);
}
