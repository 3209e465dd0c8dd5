/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong with one line of a journal: see fh_journal_finding.h. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "fh_journal_finding.h"

void fh_journal_find(struct fh_journal_finding *finding, const char *fmt, ...)
{
	struct fh_error why;
	va_list ap;

	if (finding->found)
		return;
	va_start(ap, fmt);
	vsnprintf(why.text, sizeof(why.text), fmt, ap);
	va_end(ap);
	finding->found = true;
	fh_err(finding->err, "%s", why.text);
}

/* Within 64 bits: more is shown as the largest number there is. */
static int64_t narrow(fh_wide n)
{
	if (n > INT64_MAX)
		return INT64_MAX;
	return n < INT64_MIN ? INT64_MIN : (int64_t) n;
}

void fh_journal_compare(struct fh_journal_finding *finding,
			const struct fh_journal_pair *pair, fh_wide left_uj,
			fh_wide right_uj)
{
	int64_t error_uj = narrow(left_uj < right_uj ? right_uj - left_uj :
						       left_uj - right_uj);

	if (left_uj == right_uj)
		return;
	if (error_uj > finding->error_uj)
		finding->error_uj = error_uj;
	fh_journal_find(finding, "%s: %s %" PRId64 " uJ, %s %" PRId64
			" uJ: %" PRId64 " uJ differ", pair->what, pair->left,
			narrow(left_uj), pair->right, narrow(right_uj),
			error_uj);
}
