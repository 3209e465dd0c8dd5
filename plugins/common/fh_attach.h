/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that a configuration names beside its five sources: series of prices
 * (DIR/NAME) and time zones ("zoneinfo/America/Chicago", from the host).
 * They are put into the bundle, so that whoever has it reads and prices the
 * same, on any host and in any year.
 */
#ifndef FH_ATTACH_H
#define FH_ATTACH_H

#include <json-c/printbuf.h>
#include <stddef.h>

#include "fh_diag.h"
#include "fh_error.h"
#include "fh_json.h"

#define FH_ATTACH_ZONEINFO "zoneinfo/"
#define FH_ATTACH_MAX_BYTES (8u << 20)	/* of all together */
#define FH_ATTACH_MAX 256

struct fh_attachment {
	char *name;
	char *bytes;
	size_t len;
};

struct fh_attachments {
	const char *dir;	/* where files are; NULL: no others come */
	struct fh_attachment *item[FH_ATTACH_MAX];	/* in order of name */
	size_t count;
	size_t bytes;		/* of all */
};

/*
 * The file of that name, read when it is asked for first.
 * name:  one that does not leave its directory.
 * Returns it, owned by the set, or NULL with err set.
 */
const struct fh_attachment *fh_attach_get(struct fh_attachments *set,
					  const char *name,
					  struct fh_error *err);

/*
 * As an object of names and contents in base64, for a bundle, and back.
 * Writing returns 0, or -1 (no memory); reading adds its mistakes.
 */
int fh_attach_write(const struct fh_attachments *set, struct printbuf *out);
void fh_attach_read(const struct fh_json *doc, const char *pointer,
		    struct fh_attachments *ret, struct fh_diags *diags);

void fh_attach_clear(struct fh_attachments *set);

#endif
