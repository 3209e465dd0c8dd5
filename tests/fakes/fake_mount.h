/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A stand-in for plugins/spank/spank_mount.c that mounts nothing: a test that
 * is run by root stays where it is.
 */
#ifndef FAKE_MOUNT_H
#define FAKE_MOUNT_H

/* Forget what was asked for. */
void fake_mount_reset(void);

/* The calls so far, with blanks between: "private cover cover seal". */
const char *fake_mount_calls(void);

#endif
