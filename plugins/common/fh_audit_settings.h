/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "audit" of policy.json: where slurmctld's audit is, and when it rotates. */
#ifndef FH_AUDIT_SETTINGS_H
#define FH_AUDIT_SETTINGS_H

struct fh_audit_settings {
	char *directory;	/* of the log; NULL: below slurmctld's state */
	char *ring_directory;	/* of the ring; NULL: FH_AUDIT_RING_DIR */
	unsigned ring_mib;	/* size of the ring */
	unsigned rotate_mib;	/* a file that large is moved aside, */
	unsigned rotate_days;	/* as is one that old */
};

#define FH_AUDIT_RING_DIR "/dev/shm"

/* What holds where policy.json says nothing. */
void fh_audit_settings_begin(struct fh_audit_settings *settings);
void fh_audit_settings_clear(struct fh_audit_settings *settings);

#endif
