/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One error text, owned by the caller, made where the cause is known and
 * printed or logged once at the edge (a plugin entry, a tool's main).
 */
#ifndef FH_ERROR_H
#define FH_ERROR_H

struct fh_error {
	char text[512];		/* one sentence, no newline; "" = no error */
};

/*
 * Write a message into err.
 * err:  NULL is allowed: the text is dropped.
 * Returns -1 always, so that "return fh_err(err, ...)" is one line; errno is
 * kept.  A text too long for err is cut, never overrun.
 */
int fh_err(struct fh_error *err, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* As fh_err(), for out of memory; sets errno to ENOMEM. */
int fh_err_nomem(struct fh_error *err);

#endif
