/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The node's power as its management controller tells it: DCMI's Get Power
 * Reading, by FreeIPMI's library and the kernel's IPMI driver.  What is used
 * of libfreeipmi.so.17 is declared here, so that no header of theirs is
 * needed.
 */
#ifndef FH_IPMI_CALLS_H
#define FH_IPMI_CALLS_H

#include <stdint.h>

#include "fh_error.h"

struct fh_ipmi_context;		/* opaque, ipmi_ctx_t */
struct fh_ipmi_object;		/* opaque, fiid_obj_t */

struct fh_ipmi_calls {
	struct fh_ipmi_context *(*context_create)(void);
	int (*open_inband)(struct fh_ipmi_context *context, int driver,
			   int disable_probe, uint16_t address,
			   uint8_t spacing, const char *device,
			   unsigned workarounds, unsigned flags);
	char *(*error_message)(struct fh_ipmi_context *context);
	int (*context_close)(struct fh_ipmi_context *context);
	void (*context_destroy)(struct fh_ipmi_context *context);
	int (*power_reading)(struct fh_ipmi_context *context, uint8_t mode,
			     uint8_t attributes,
			     struct fh_ipmi_object *response);
	struct fh_ipmi_object *(*object_create)(const void *response_template);
	void (*object_destroy)(struct fh_ipmi_object *object);
	/* 1 on success */
	int (*object_get)(struct fh_ipmi_object *object, const char *field,
			  uint64_t *ret);
	const void *power_template;	/* data, not a function */
};

/* An open way to the controller. */
struct fh_ipmi {
	void *library;
	struct fh_ipmi_calls call;
	struct fh_ipmi_context *context;
	struct fh_ipmi_object *response;
};

/*
 * Open the way to the controller behind /dev/ipmi0.  May take long.
 * root:  as for fh_sensor_library_load(), and in front of /dev.
 * ret:   NULL: the node has no such device, or not the library.
 * Returns 0, or -1 with err set.
 */
int fh_ipmi_open(const char *root, struct fh_ipmi **ret,
		 struct fh_error *err);

/*
 * Ask the controller; takes as long as it takes.
 * Returns 0, or -1: no answer, or its meter is off.
 */
int fh_ipmi_read(struct fh_ipmi *ipmi, int64_t *ret_uw);

void fh_ipmi_close(struct fh_ipmi *ipmi);

#endif
