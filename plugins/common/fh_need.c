/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of --accel-mem and --accel-runtime: see fh_need.h. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "fh_need.h"
#include "fh_quote.h"
#include "fh_units.h"

#define MEM_MAX 1048576		/* of the unit that is written */

int fh_need_parse_mem(const char *text, struct fh_request *into,
		      struct fh_error *err)
{
	static const char units[] = "MGT";
	size_t len = strlen(text);
	const char *unit = strchr(units, toupper((unsigned char)
						 text[len - 1]));
	struct fh_quoted typed;
	char digits[16];
	int64_t number;

	snprintf(digits, sizeof(digits), "%.*s",
		 (int) (len - (unit != NULL)), text);
	if (len >= sizeof(digits) ||
	    fh_units_parse_count(digits, 1, MEM_MAX, &number, NULL))
		return fh_err(err, "--accel-mem: '%s' is not a size; write a "
			      "whole number of MiB, or as in 80G",
			      fh_quote(text, &typed));
	into->mem_mib = number << (unit ? 10 * (unit - units) : 0);
	return 0;
}

int fh_need_parse_runtime(const char *text, struct fh_request *into,
			  struct fh_error *err)
{
	struct fh_quoted typed;

	if (!fh_request_name_ok(text, FH_RUNTIME_MAX))
		return fh_err(err, "--accel-runtime: '%s' is not the name of a "
			      "runtime; write one, as in cuda or rocm",
			      fh_quote(text, &typed));
	for (size_t i = 0; text[i]; i++)
		into->runtime[i] = (char) tolower((unsigned char) text[i]);
	return 0;
}
