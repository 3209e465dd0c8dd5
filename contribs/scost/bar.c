/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A progress bar: see bar.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <unistd.h>

#include "contribs/scost/bar.h"

#define WIDTH 30

void scost_bar_draw(FILE *out, const char *what, int64_t done, int64_t total,
		    int64_t count, const char *unit)
{
	static const char full[] = "##############################";
	int percent, part;

	if (!isatty(fileno(out)))
		return;
	percent = total > 0 ? (int) (done * 100 / total) : 100;
	part = WIDTH * percent / 100;
	fprintf(out, "\r%s [%.*s%*s] %3d%%  %" PRId64 " %s", what, part, full,
		WIDTH - part, "", percent, count, unit);
	fflush(out);
}

void scost_bar_clear(FILE *out)
{
	if (isatty(fileno(out)))
		fputs("\r\033[K", out);
}
