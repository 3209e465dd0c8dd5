/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of one dataset in --dataset: see fh_grant.h. */
#include <string.h>
#include <strings.h>

#include "fh_grant.h"
#include "fh_quote.h"
#include "fh_request.h"

#define HOW "write NAME, NAME:ro or NAME:rw, with commas between"

static const char *const access_name[] = {
	[FH_ACCESS_NONE] = "",
	[FH_ACCESS_RO] = "ro",
	[FH_ACCESS_RW] = "rw",
};

const char *fh_access_name(enum fh_access access)
{
	return access_name[access];
}

enum fh_access fh_access_find(const char *name, size_t len)
{
	for (enum fh_access i = FH_ACCESS_RO; i <= FH_ACCESS_RW; i++)
		if (strlen(access_name[i]) == len &&
		    !strncasecmp(access_name[i], name, len))
			return i;
	return FH_ACCESS_NONE;
}

int fh_grant_parse(char *part, struct fh_grant *ret, struct fh_error *err)
{
	struct fh_grant made = { .access = FH_ACCESS_NONE };
	char *colon = strchr(part, ':');
	struct fh_quoted typed;

	if (colon) {
		*colon++ = '\0';
		made.access = fh_access_find(colon, strlen(colon));
		if (made.access == FH_ACCESS_NONE)
			return fh_err(err, "--dataset: '%s' is neither ro nor "
				      "rw; " HOW, fh_quote(colon, &typed));
	}
	if (!fh_request_name_ok(part, FH_NAME_MAX))
		return fh_err(err, "--dataset: '%s' is not the name of a "
			      "dataset; " HOW, fh_quote(part, &typed));
	strcpy(made.name, part);
	*ret = made;
	return 0;
}
