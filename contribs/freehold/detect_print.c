/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What freehold detect found, as the lines of configuration it makes. */
#include "fh_config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/detect.h"
#include "plugins/common/fh_units.h"

/* "/dev/nvidia12": where its number begins, and the number. */
static size_t split_number(const char *file, unsigned long *ret)
{
	size_t len = strlen(file);

	while (len && isdigit((unsigned char) file[len - 1]))
		len--;
	*ret = strtoul(file + len, NULL, 10);
	return len;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* Does b's file come right behind a's? */
static bool follows(const struct device *a, const struct device *b)
{
	unsigned long number_a, number_b;
	size_t len = split_number(a->file, &number_a);

	return split_number(b->file, &number_b) == len && a->file[len] &&
	       b->file[len] && !strncmp(a->file, b->file, len) &&
	       number_b == number_a + 1;
}

static void write_files(const struct device *first, size_t count,
			struct detected_group *ret)
{
	unsigned long number;
	size_t len = split_number(first->file, &number);

	if (count == 1)
		snprintf(ret->files, sizeof(ret->files), "%s", first->file);
	else
		snprintf(ret->files, sizeof(ret->files), "%.*s[%lu-%lu]",
			 (int) len, first->file, number, number + count - 1);
}

bool detect_group(const struct detected *detected, size_t from,
		  struct detected_group *ret)
{
	const struct machine *machine = &detected->machine;
	const struct device *device = machine->device;
	size_t end;

	while (from < machine->count && device[from].accel < 0)
		from++;
	if (from >= machine->count)
		return false;
	for (end = from + 1;
	     end < machine->count &&
	     device[end].accel == device[from].accel &&
	     same_text(device[end].cores, device[from].cores) &&
	     follows(&device[end - 1], &device[end]);
	     end++)
		;
	*ret = (struct detected_group) {
		.accel = device[from].accel,
		.cores = device[from].cores,
		.first = from,
		.count = end - from,
	};
	write_files(&device[from], ret->count, ret);
	return true;
}

size_t detect_count(const struct detected *detected, size_t accel)
{
	size_t n = 0;

	for (size_t i = 0; i < detected->machine.count; i++)
		n += detected->machine.device[i].accel == (int) accel;
	return n;
}

const char *detect_gres_flag(const struct fh_accel *accel)
{
	if (accel->visible_form != FH_VISIBLE_SLURM)
		return "no_gpu_env";
	if (!strcmp(accel->runtime, "cuda"))
		return "nvidia_gpu_env";
	if (!strcmp(accel->runtime, "rocm"))
		return "amd_gpu_env";
	return "oneapi_gpu_env";
}

/* gres/gpu needs a file for each device: without one the line is a comment. */
void detect_print_gres(const struct detected *detected, FILE *out)
{
	struct detected_group group;

	for (size_t at = 0; detect_group(detected, at, &group);
	     at = group.first + group.count) {
		const struct fh_accel *accel =
			&detected->catalog.accel[group.accel];

		fprintf(out, "%sNodeName=%s Name=gpu Type=%s File=%s",
			*group.files ? "" : "#", detected->node, accel->type,
			*group.files ? group.files : "?");
		if (group.cores)
			fprintf(out, " Cores=%s", group.cores);
		fprintf(out, " Flags=%s\n", detect_gres_flag(accel));
	}
}

static void print_gres_list(const struct detected *detected, FILE *out)
{
	const char *before = " Gres=";

	for (size_t i = 0; i < detected->catalog.count; i++) {
		size_t n = detect_count(detected, i);

		if (!n)
			continue;
		fprintf(out, "%sgpu:%s:%zu", before,
			detected->catalog.accel[i].type, n);
		before = ",";
	}
}

void detect_print_slurm(const struct detected *detected, FILE *out)
{
	const struct machine *m = &detected->machine;

	fprintf(out,
		"NodeName=%s CPUs=%u Boards=1 SocketsPerBoard=%u "
		"CoresPerSocket=%u ThreadsPerCore=%u",
		detected->node, m->sockets * m->cores * m->threads, m->sockets,
		m->cores, m->threads);
	if (m->memory_mib != FH_UNKNOWN)
		fprintf(out, " RealMemory=%lld", (long long) m->memory_mib);
	print_gres_list(detected, out);
	fputc('\n', out);
	if (!detected->machine.count)
		return;
	fputs("# With it: GresTypes=gpu and, in AccountingStorageTRES, gres/gpu",
	      out);
	for (size_t i = 0; i < detected->catalog.count; i++)
		if (detect_count(detected, i))
			fprintf(out, ",gres/gpu:%s",
				detected->catalog.accel[i].type);
	fputc('\n', out);
}

static void print_zone_names(const struct fh_zones *zones, FILE *out)
{
	for (size_t i = 0; i < zones->zone_count; i++)
		fprintf(out, "%s%s", i ? ", " : "", zones->zone[i].name);
}

/* What to do about a node whose zone nobody has told. */
static void print_no_zone(const struct detected *detected, FILE *out)
{
	fprintf(out, "// %s is in no zone: --zone NAME says which it joins",
		detected->node);
	if (detected->zones.zone_count) {
		fputs(" (", out);
		print_zone_names(&detected->zones, out);
		fputc(')', out);
	} else {
		fputs(", and a directory with zones.json what zones there are",
		      out);
	}
	fputc('\n', out);
}

void detect_print_zones(const struct detected *detected, FILE *out)
{
	if (detected->zone == FH_NO_ZONE)
		print_no_zone(detected, out);
	else if (detected->is_member)
		fprintf(out, "// zones.json has %s in %s already\n",
			detected->node,
			detected->zones.zone[detected->zone].name);
	else
		fprintf(out,
			"// to \"nodes\" of %s, where it may stand in a list:\n"
			"{\"nodes\": \"%s\"}\n",
			detected->zones.zone[detected->zone].name,
			detected->node);
}

/* As fh_identity_read() wants it; node.json has no comments to give. */
void detect_print_node(const struct detected *detected, FILE *out)
{
	const struct fh_zone *zone;

	if (detected->zone == FH_NO_ZONE) {
		print_no_zone(detected, out);
		return;
	}
	zone = &detected->zones.zone[detected->zone];
	fprintf(out, "{\n\t\"zone\": \"%s\",\n\t\"jurisdiction\": \"%s\",\n",
		zone->name, zone->jurisdiction);
	if (zone->regime)
		fprintf(out, "\t\"regime\": \"%s\",\n", zone->regime);
	fprintf(out,
		"\t\"tenancy\": \"%s\",\n\t\"operator\": \"%s\",\n"
		"\t\"site\": \"%s\"\n}\n",
		fh_tenancy_name(zone->tenancy), zone->operator_name,
		detected->zones.site[zone->site].name);
}
