/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Measures every NVIDIA device in two ways at once: by the sensor's counter,
 * and by its power, read every 10 ms and integrated apart from all of the
 * sensor's code.  One line per device:
 *
 *   NAME BUS_ID SECONDS COUNTER_UJ POWER_UJ STEPS STEP_US STEP_UJ
 *
 * the last three being how often the counter moved, and the medians of the
 * time between two moves and of their size; -1 when it moved but once.
 *
 * Usage: nvml_meter SECONDS [ROOT]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fh_units.h"
#include "plugins/sensors/fh_nvml_calls.h"
#include "plugins/sensors/fh_sensor.h"

#define DEVICES_MAX 64
#define SAMPLE_NS 10000000L
#define STEPS_MAX 100000
#define NS_PER_S INT64_C(1000000000)

struct device {
	struct fh_sensor *meter;
	struct fh_nvml_device *handle;
	struct fh_nvml_pci pci;
	int64_t first_uj, last_uj;	/* of the counter */
	int64_t moved_ns;		/* when it last moved; 0: not yet */
	int64_t power_mw;		/* read last */
	int64_t power_ns;		/* when */
	__int128 power_mw_ns2;		/* twice the integral */
	int64_t *step_us, *step_uj;
	size_t steps;
};

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * NS_PER_S + now.tv_nsec;
}

static int fail(const char *text)
{
	fprintf(stderr, "nvml_meter: %s\n", text);
	return -1;
}

static void keep_step(struct device *device, int64_t at_ns, int64_t uj)
{
	if (device->moved_ns && device->steps < STEPS_MAX) {
		device->step_us[device->steps] =
			(at_ns - device->moved_ns) / 1000;
		device->step_uj[device->steps++] = uj - device->last_uj;
	}
	device->moved_ns = at_ns;
}

static int read_counter(struct device *device, int64_t *ret_uj)
{
	struct fh_counter_reading reading = { 0 };

	device->meter->ops->read(device->meter, true, &reading);
	*ret_uj = reading.value;
	return reading.ok ? 0 : fail("the counter cannot be read");
}

static int read_power(const struct fh_nvml_calls *call, struct device *device)
{
	unsigned power_mw;
	int64_t at_ns;

	if (call->power_usage(device->handle, &power_mw) != FH_NVML_SUCCESS)
		return fail("the power cannot be read");
	at_ns = now_ns();
	if (device->power_ns)
		device->power_mw_ns2 += (__int128) (device->power_mw +
						    power_mw) *
					(at_ns - device->power_ns);
	device->power_mw = power_mw;
	device->power_ns = at_ns;
	return 0;
}

static int sample(const struct fh_nvml_calls *call, struct device *device)
{
	int64_t uj;

	if (read_power(call, device) || read_counter(device, &uj))
		return -1;
	if (uj != device->last_uj)
		keep_step(device, now_ns(), uj);
	device->last_uj = uj;
	return 0;
}

static int begin(const struct fh_nvml_calls *call, struct device *device)
{
	device->step_us = calloc(STEPS_MAX, sizeof(*device->step_us));
	device->step_uj = calloc(STEPS_MAX, sizeof(*device->step_uj));
	if (!device->step_us || !device->step_uj)
		return fail("out of memory");
	if (read_power(call, device) ||
	    read_counter(device, &device->first_uj))
		return -1;
	device->last_uj = device->first_uj;
	return 0;
}

static int by_size(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static int64_t median(int64_t *value, size_t count)
{
	if (!count)
		return FH_UNKNOWN;
	qsort(value, count, sizeof(*value), by_size);
	return value[count / 2];
}

static void tell(struct device *device, int64_t span_ns)
{
	/* mW x ns = 1e-6 uJ */
	int64_t power_uj = (int64_t) (device->power_mw_ns2 / 2 / 1000000);

	printf("%s %s %lld.%03lld %lld %lld %zu %lld %lld\n",
	       device->meter->name,
	       *device->pci.bus_id ? device->pci.bus_id : "-",
	       (long long) (span_ns / NS_PER_S),
	       (long long) (span_ns % NS_PER_S / 1000000),
	       (long long) (device->last_uj - device->first_uj),
	       (long long) power_uj, device->steps,
	       (long long) median(device->step_us, device->steps),
	       (long long) median(device->step_uj, device->steps));
}

static int measure(const struct fh_nvml_calls *call, struct device *device,
		   size_t count, int64_t seconds)
{
	int64_t start_ns = now_ns(), next_ns = start_ns;

	for (size_t i = 0; i < count; i++)
		if (begin(call, &device[i]))
			return -1;
	while (now_ns() - start_ns < seconds * NS_PER_S) {
		struct timespec until;

		next_ns += SAMPLE_NS;
		until.tv_sec = next_ns / NS_PER_S;
		until.tv_nsec = next_ns % NS_PER_S;
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
		for (size_t i = 0; i < count; i++)
			if (sample(call, &device[i]))
				return -1;
	}
	for (size_t i = 0; i < count; i++)
		tell(&device[i], device[i].power_ns - start_ns);
	return 0;
}

/* Is it the n-th of the devices in the order of their minor numbers? */
static bool has_rank(const struct fh_nvml_calls *call, unsigned count,
		     struct fh_nvml_device *device, int rank)
{
	struct fh_nvml_device *other;
	unsigned minor, others_minor;

	if (call->minor_number(device, &minor) != FH_NVML_SUCCESS)
		return false;
	for (unsigned i = 0; i < count; i++)
		if (call->device(i, &other) == FH_NVML_SUCCESS &&
		    call->minor_number(other, &others_minor) ==
			    FH_NVML_SUCCESS)
			rank -= others_minor < minor;
	return !rank;
}

static int find_handle(const struct fh_nvml_calls *call, struct device *device)
{
	unsigned count;

	if (call->device_count(&count) != FH_NVML_SUCCESS)
		return fail("the devices cannot be counted");
	for (unsigned i = 0; i < count; i++)
		if (call->device(i, &device->handle) == FH_NVML_SUCCESS &&
		    has_rank(call, count, device->handle,
			     device->meter->device) &&
		    call->pci_info(device->handle, &device->pci) ==
			    FH_NVML_SUCCESS)
			return 0;
	return fail("no device is the meter's");
}

static int run(const char *root, struct fh_sensors *sensors, int64_t seconds)
{
	static struct device device[DEVICES_MAX];
	struct fh_nvml_calls call;
	struct fh_error err;
	void *library;
	size_t count = 0;

	if (fh_nvml_load(root, &call, &library, &err) || !library ||
	    call.init() != FH_NVML_SUCCESS)
		return fail("the library cannot be started");
	for (size_t i = 0; i < sensors->count && count < DEVICES_MAX; i++) {
		if (sensors->meter[i].limits.is_power ||
		    sensors->meter[i].slices != 1)
			continue;
		device[count].meter = &sensors->meter[i];
		if (find_handle(&call, &device[count++]))
			return -1;
	}
	return count ? measure(&call, device, count, seconds) :
		       fail("no undivided device has an energy counter");
}

int main(int argc, char **argv)
{
	const char *root = argc > 2 ? argv[2] : "";
	char nvml[] = "nvml";
	char *names[] = { nvml, NULL };
	struct fh_meter conf = {
		.sensors = { .item = names, .count = 1 },
		.cpu_idle_w = FH_UNKNOWN, .cpu_max_w = FH_UNKNOWN,
		.memory_idle_w = FH_UNKNOWN, .node_max_w = FH_UNKNOWN,
	};
	struct fh_catalog catalog = { 0 };
	struct fh_sensor_env env = { .root = root, .catalog = &catalog,
				     .conf = &conf };
	struct fh_sensors sensors = { 0 };
	struct fh_error err;
	int64_t seconds;
	int rc;

	if (argc < 2 || argc > 3 ||
	    fh_units_parse_count(argv[1], 1, 3600, &seconds, NULL)) {
		fprintf(stderr, "Usage: nvml_meter SECONDS [ROOT]\n");
		return 2;
	}
	if (fh_sensors_open(&env, &sensors, &err)) {
		fprintf(stderr, "nvml_meter: %s\n", err.text);
		return 77;
	}
	rc = run(root, &sensors, seconds);
	fh_sensors_close(&sensors);
	return rc ? 1 : 0;
}
