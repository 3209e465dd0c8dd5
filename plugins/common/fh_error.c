/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Error texts: see fh_error.h. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "fh_error.h"

int fh_err(struct fh_error *err, const char *fmt, ...)
{
	int saved = errno;
	va_list ap;

	if (err) {
		va_start(ap, fmt);
		vsnprintf(err->text, sizeof(err->text), fmt, ap);
		va_end(ap);
	}
	errno = saved;
	return -1;
}

int fh_err_nomem(struct fh_error *err)
{
	fh_err(err, "out of memory");
	errno = ENOMEM;
	return -1;
}
