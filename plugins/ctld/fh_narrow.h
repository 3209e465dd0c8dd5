/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Running jobs whose terms no longer allow where they run: a class was
 * narrowed, a mechanism has lapsed, a node's zone is another one.
 */
#ifndef FH_NARROW_H
#define FH_NARROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_decide.h"

/*
 * Is the job where its terms don't allow it at this moment?  A zone that is
 * only closed for now, and terms that can't be read, drive no job out.
 * used:     per zone: it lends the job a node.
 * outside:  a node of the job is in no zone.
 * why:      filled with a sentence when it is.
 */
bool fh_narrow_is(const struct fh_conf *conf,
		  const struct fh_decision *decision, const bool *used,
		  bool outside, char *why, size_t size);

/*
 * What its class wants done then; a job without a class, or whose class is
 * gone, is left.
 */
enum fh_on_narrow fh_narrow_action(const struct fh_conf *conf,
				   const struct fh_decision *decision);

#endif
