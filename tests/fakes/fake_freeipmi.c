/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stands in for FreeIPMI's library and a management controller: what it
 * tells is in the file that FAKE_IPMI names, "POWER_W ACTIVE DELAY_MS".
 * Without the file the device cannot be opened.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "plugins/sensors/fh_ipmi_calls.h"

struct fh_ipmi_context {
	int open;
};

struct fh_ipmi_object {
	unsigned power_w;
	unsigned active;
};

#ifndef FAKE_IPMI_LACKS_TEMPLATE
extern const int tmpl_cmd_dcmi_get_power_reading_rs[1];
const int tmpl_cmd_dcmi_get_power_reading_rs[1] = { 1 };
#endif

static int look(struct fh_ipmi_object *ret, unsigned *ret_delay_ms)
{
	const char *name = getenv("FAKE_IPMI");
	FILE *file = name ? fopen(name, "r") : NULL;
	int words;

	if (!file)
		return -1;
	words = fscanf(file, "%u %u %u", &ret->power_w, &ret->active,
		       ret_delay_ms);
	fclose(file);
	return words == 3 ? 0 : -1;
}

struct fh_ipmi_context *ipmi_ctx_create(void);
struct fh_ipmi_context *ipmi_ctx_create(void)
{
	return calloc(1, sizeof(struct fh_ipmi_context));
}

int ipmi_ctx_open_inband(struct fh_ipmi_context *context, int driver,
			 int disable_probe, uint16_t address, uint8_t spacing,
			 const char *device, unsigned workarounds,
			 unsigned flags);
int ipmi_ctx_open_inband(struct fh_ipmi_context *context, int driver,
			 int disable_probe, uint16_t address, uint8_t spacing,
			 const char *device, unsigned workarounds,
			 unsigned flags)
{
	struct fh_ipmi_object object;
	unsigned delay_ms;

	if (driver != 7 || !disable_probe || address || spacing ||
	    workarounds || flags || strcmp(device, "/dev/ipmi0") ||
	    look(&object, &delay_ms))
		return -1;
	context->open = 1;
	return 0;
}

char *ipmi_ctx_errormsg(struct fh_ipmi_context *context);
char *ipmi_ctx_errormsg(struct fh_ipmi_context *context)
{
	static char text[] = "device not found";

	(void) context;
	return text;
}

int ipmi_ctx_close(struct fh_ipmi_context *context);
int ipmi_ctx_close(struct fh_ipmi_context *context)
{
	int rc = context->open ? 0 : -1;

	context->open = 0;
	return rc;
}

void ipmi_ctx_destroy(struct fh_ipmi_context *context);
void ipmi_ctx_destroy(struct fh_ipmi_context *context)
{
	free(context);
}

int ipmi_cmd_dcmi_get_power_reading(struct fh_ipmi_context *context,
				    uint8_t mode, uint8_t attributes,
				    struct fh_ipmi_object *response);
int ipmi_cmd_dcmi_get_power_reading(struct fh_ipmi_context *context,
				    uint8_t mode, uint8_t attributes,
				    struct fh_ipmi_object *response)
{
	unsigned delay_ms;

	if (!context->open || mode != 1 || attributes ||
	    look(response, &delay_ms))
		return -1;
	nanosleep(&(struct timespec) { .tv_sec = delay_ms / 1000,
				       .tv_nsec = delay_ms % 1000 * 1000000 },
		  NULL);
	return 0;
}

struct fh_ipmi_object *fiid_obj_create(const void *response_template);
struct fh_ipmi_object *fiid_obj_create(const void *response_template)
{
	return *(const int *) response_template == 1 ?
		calloc(1, sizeof(struct fh_ipmi_object)) : NULL;
}

void fiid_obj_destroy(struct fh_ipmi_object *object);
void fiid_obj_destroy(struct fh_ipmi_object *object)
{
	free(object);
}

int FIID_OBJ_GET(struct fh_ipmi_object *object, const char *field,
		 uint64_t *ret);
int FIID_OBJ_GET(struct fh_ipmi_object *object, const char *field,
		 uint64_t *ret)
{
	if (!strcmp(field, "current_power"))
		*ret = object->power_w;
	else if (!strcmp(field, "power_reading_state.power_measurement"))
		*ret = object->active;
	else
		return -1;
	return 1;
}
