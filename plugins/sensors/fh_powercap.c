/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Linux' powercap (RAPL of Intel and AMD CPUs): energy counters of CPU
 * packages, their memory and, on some boards, the whole platform (psys).
 * The zones core and uncore are inside their package and are left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define POWERCAP "sys/class/powercap"
#define ZONE_NAME_MAX 48
#define LAG_MS 10		/* the counters step every millisecond */

/* The same packages may be seen in several ways: the first one counts. */
static const char *const control_types[] = {
	"intel-rapl:", "intel-rapl-tpmi:", "intel-rapl-mmio:",
};

/* What a zone's name begins with. */
static const struct zone_kind {
	const char *prefix;
	enum fh_sensor_scope scope;
	const char *meter;	/* what its meter is called */
	bool in_package;	/* is a part of the zone above it */
} zone_kinds[] = {
	{ "package-", FH_SENSOR_CPU, "package", false },
	{ "dram", FH_SENSOR_MEMORY, "dram", true },
	{ "psys", FH_SENSOR_NODE, "psys", false },
};

static const struct zone_kind *kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof(zone_kinds) / sizeof(*zone_kinds); i++)
		if (!strncmp(name, zone_kinds[i].prefix,
			     strlen(zone_kinds[i].prefix)))
			return &zone_kinds[i];
	return NULL;
}

/* "-0" of "package-0", "-0-die-1"; "" where it has none. */
static const char *number_of(const char *name)
{
	const char *dash = strchr(name, '-');

	if (!dash || dash[strspn(dash, "-0123456789die")])
		return "";
	return dash;
}

/* Memory is called after the package that it belongs to: dram-0. */
static int name_meter(const struct fh_sensor_env *env, const char *zone,
		      const struct zone_kind *kind, const char *name,
		      struct fh_sensor *meter)
{
	char package[ZONE_NAME_MAX];
	const char *colon = strrchr(zone, ':');
	int len;

	if (kind->in_package) {
		if (fh_sensor_text(env->root, package, sizeof(package),
				   POWERCAP "/%.*s/name",
				   (int) (colon - zone), zone))
			return -1;
		name = package;
	}
	len = snprintf(meter->name, sizeof(meter->name), "%s%s", kind->meter,
		       number_of(name));
	return len > 0 && (size_t) len < sizeof(meter->name) ? 0 : -1;
}

static int open_zone(const struct fh_sensor_env *env, const char *zone,
		     struct fh_sensor *meter, struct fh_error *err)
{
	struct fh_sensor_file *file = fh_sensor_attach(meter, err);

	if (!file || fh_sensor_file_open(file, err, env->root,
					 POWERCAP "/%s/energy_uj", zone))
		return -1;
	meter->limits.lag_ns = LAG_MS * FH_NS_PER_MS;
	if (fh_sensor_number(env->root, &meter->limits.range_uj,
			     POWERCAP "/%s/max_energy_range_uj", zone) ||
	    !meter->limits.range_uj)
		meter->limits.range_uj = FH_UNKNOWN;
	return 0;
}

/* On many boards nothing feeds the platform's counter. */
static bool is_wired(const struct fh_sensor *meter)
{
	int64_t uj;

	return !fh_sensor_file_number(meter->data, &uj) && uj > 0;
}

static int find_zone(const struct fh_sensor_env *env, const char *zone,
		     struct fh_sensors *ret, struct fh_error *err)
{
	const struct zone_kind *kind;
	struct fh_sensor *meter;
	char name[ZONE_NAME_MAX];

	if (fh_sensor_text(env->root, name, sizeof(name), POWERCAP "/%s/name",
			   zone))
		return 0;
	kind = kind_of(name);
	if (!kind || (kind->in_package && !strchr(strchr(zone, ':') + 1, ':')))
		return 0;
	meter = fh_sensors_add(ret, &fh_powercap_ops, kind->scope, -1, err);
	if (!meter)
		return -1;
	if (open_zone(env, zone, meter, err))
		return -1;
	if (!name_meter(env, zone, kind, name, meter) &&
	    (kind->scope != FH_SENSOR_NODE || is_wired(meter)))
		return 0;
	fh_sensor_detach(meter);
	ret->count--;
	return 0;
}

static int find_zones(const struct fh_sensor_env *env, const char *prefix,
		      struct fh_sensors *ret, struct fh_error *err)
{
	struct fh_strlist zones = { 0 };
	int rc;

	rc = fh_sensor_entries(env->root, POWERCAP, prefix, &zones, err);
	for (size_t i = 0; !rc && i < zones.count; i++)
		rc = find_zone(env, zones.item[i], ret, err);
	fh_strlist_clear(&zones);
	return rc;
}

/* A package draws its part of what all CPUs may. */
static void share_limit(const struct fh_sensor_env *env,
			struct fh_sensors *found)
{
	int64_t packages = 0;

	for (size_t i = 0; i < found->count; i++)
		packages += found->meter[i].scope == FH_SENSOR_CPU;
	if (env->conf->cpu_max_w == FH_UNKNOWN || !packages)
		return;
	for (size_t i = 0; i < found->count; i++)
		if (found->meter[i].scope == FH_SENSOR_CPU)
			found->meter[i].limits.max_w =
				(env->conf->cpu_max_w + packages - 1) /
				packages;
}

static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	size_t count = sizeof(control_types) / sizeof(*control_types);

	for (size_t i = 0; i < count && !ret->count; i++)
		if (find_zones(env, control_types[i], ret, err))
			return -1;
	share_limit(env, ret);
	return 0;
}

const struct fh_sensor_ops fh_powercap_ops = {
	.name = "powercap",
	.find = find,
	.read = fh_sensor_read_number,
	.close = fh_sensor_detach,
};
