/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A node's power over DCMI: see fh_ipmi_calls.h. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>

#include "fh_ipmi_calls.h"
#include "fh_sensor_file.h"
#include "fh_sensor_library.h"
#include "fh_units.h"

#define LIBRARY "libfreeipmi.so.17"
#define DEVICE "dev/ipmi0"	/* below the root */
#define DRIVER_OPENIPMI 7	/* IPMI_DEVICE_OPENIPMI */
#define NO_PROBE 1		/* no poking about in I/O ports */
#define MODE_POWER 1		/* of Get Power Reading: system power */
#define UW_PER_W 1000000
#define POWER_W_MAX UINT16_MAX	/* what its field holds */

#define CALL(member) offsetof(struct fh_ipmi_calls, member)

static const struct fh_sensor_symbol symbols[] = {
	{ "ipmi_ctx_create", CALL(context_create) },
	{ "ipmi_ctx_open_inband", CALL(open_inband) },
	{ "ipmi_ctx_errormsg", CALL(error_message) },
	{ "ipmi_ctx_close", CALL(context_close) },
	{ "ipmi_ctx_destroy", CALL(context_destroy) },
	{ "ipmi_cmd_dcmi_get_power_reading", CALL(power_reading) },
	{ "fiid_obj_create", CALL(object_create) },
	{ "fiid_obj_destroy", CALL(object_destroy) },
	{ "FIID_OBJ_GET", CALL(object_get) },
	{ "tmpl_cmd_dcmi_get_power_reading_rs", CALL(power_template) },
};

static int open_context(struct fh_ipmi *ipmi, struct fh_error *err)
{
	const struct fh_ipmi_calls *call = &ipmi->call;

	ipmi->context = call->context_create();
	ipmi->response = call->object_create(call->power_template);
	if (!ipmi->context || !ipmi->response)
		return fh_err_nomem(err);
	if (call->open_inband(ipmi->context, DRIVER_OPENIPMI, NO_PROBE, 0, 0,
			      "/" DEVICE, 0, 0) < 0)
		return fh_err(err, "IPMI: cannot open /" DEVICE ": %s",
			      call->error_message(ipmi->context));
	return 0;
}

int fh_ipmi_open(const char *root, struct fh_ipmi **ret,
		 struct fh_error *err)
{
	struct fh_ipmi *ipmi = NULL;
	int rc = -1;

	*ret = NULL;
	if (!fh_sensor_exists(root, DEVICE))
		return 0;
	ipmi = calloc(1, sizeof(*ipmi));
	if (!ipmi)
		return fh_err_nomem(err);
	if (fh_sensor_library_load(root, LIBRARY, symbols,
				   sizeof(symbols) / sizeof(*symbols),
				   &ipmi->call, &ipmi->library, err))
		goto out;
	if (ipmi->library && open_context(ipmi, err))
		goto out;
	if (ipmi->library) {
		*ret = ipmi;
		ipmi = NULL;
	}
	rc = 0;
out:
	fh_ipmi_close(ipmi);
	return rc;
}

int fh_ipmi_read(struct fh_ipmi *ipmi, int64_t *ret_uw)
{
	const struct fh_ipmi_calls *call = &ipmi->call;
	uint64_t power_w, active;

	if (call->power_reading(ipmi->context, MODE_POWER, 0,
				ipmi->response) < 0 ||
	    call->object_get(ipmi->response, "current_power", &power_w) != 1 ||
	    call->object_get(ipmi->response,
			     "power_reading_state.power_measurement",
			     &active) != 1 ||
	    !active || !power_w || power_w > POWER_W_MAX)
		return -1;
	*ret_uw = (int64_t) power_w * UW_PER_W;
	return 0;
}

void fh_ipmi_close(struct fh_ipmi *ipmi)
{
	if (!ipmi)
		return;
	if (ipmi->context) {
		(void) ipmi->call.context_close(ipmi->context);
		ipmi->call.context_destroy(ipmi->context);
	}
	if (ipmi->response)
		ipmi->call.object_destroy(ipmi->response);
	if (ipmi->library)
		dlclose(ipmi->library);
	free(ipmi);
}
