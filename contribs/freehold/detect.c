/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * freehold detect: what accelerators a machine has, and the lines of
 * configuration for it.
 */
#include "fh_config.h"

#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "contribs/freehold/command.h"
#include "contribs/freehold/detect.h"
#include "contribs/freehold/sources.h"
#include "plugins/common/fh_source.h"

struct request {
	const char *xml;	/* another machine's; NULL: this one */
	const char *root;	/* of /sys, /proc and /dev; NULL: by default */
	const char *zone;
	const char *print;	/* one of sections[].name; NULL: all */
	const char *gres_conf;
	const char *dir;
	bool compare;
};

static const struct {
	const char *name;
	const char *title;
	void (*print)(const struct detected *detected, FILE *out);
} sections[] = {
	{ "gres.conf", "# gres.conf", detect_print_gres },
	{ "slurm.conf", "# slurm.conf", detect_print_slurm },
	{ "zones.json", "// zones.json", detect_print_zones },
	{ "node.json", "// node.json", detect_print_node },
};

#define SECTION_COUNT (sizeof(sections) / sizeof(*sections))

static int failed(const struct fh_error *err)
{
	fprintf(stderr, "freehold: %s\n", err->text);
	return FREEHOLD_FAILED;
}

/* The catalogue and, where there are some, the zones. */
static int read_sources(const char *dir, struct detected *ret)
{
	static const char none[] = "{\"sites\": {}, \"zones\": {}}";
	struct fh_diags diags = { 0 };
	struct fh_json *accel, *zones;
	int rc = 0;

	accel = fh_source_parse(dir, FH_SOURCE_ACCELERATORS, NULL, &diags);
	zones = fh_source_parse(dir, FH_SOURCE_ZONES, none, &diags);
	if (accel)
		fh_catalog_read(accel, "", &ret->catalog, &diags);
	if (zones)
		fh_zones_read(zones, "", &ret->zones, &diags);
	if (fh_diag_total(&diags)) {
		sources_print_mistakes(&diags);
		rc = -1;
	}
	fh_json_free(accel);
	fh_json_free(zones);
	fh_diag_clear(&diags);
	return rc;
}

/* Where the node is, or is to be. */
static int find_zone(const char *asked, struct detected *ret,
		     struct fh_error *err)
{
	ret->zone = fh_zones_of_node(&ret->zones, ret->node, time(NULL));
	ret->is_member = ret->zone != FH_NO_ZONE;
	if (!asked || ret->is_member)
		return 0;
	ret->zone = fh_zones_find(&ret->zones, asked);
	if (ret->zone != FH_NO_ZONE)
		return 0;
	return fh_err(err, "zones.json has no zone %s", asked);
}

static void print_sections(const struct request *request,
			   const struct detected *detected)
{
	for (size_t i = 0; i < SECTION_COUNT; i++) {
		if (request->print && strcmp(request->print, sections[i].name))
			continue;
		if (!request->print)
			printf("%s%s\n", i ? "\n" : "", sections[i].title);
		sections[i].print(detected, stdout);
	}
}

static int show(const struct request *request,
		const struct detected *detected)
{
	struct fh_error err;
	int differ;

	if (!request->compare) {
		print_sections(request, detected);
		fflush(stdout);
		detect_print_notes(detected, stderr);
		return FREEHOLD_OK;
	}
	differ = detect_compare(detected, request->gres_conf, stdout, &err);
	if (differ < 0)
		return failed(&err);
	if (!differ)
		printf("%s: slurm.conf and gres.conf say what the machine "
		       "has\n",
		       detected->node);
	return differ ? FREEHOLD_FAILED : FREEHOLD_OK;
}

static int detect(const struct request *request, const char *node)
{
	struct detected detected = { .node = node };
	struct fh_error err;
	int rc = FREEHOLD_FAILED;

	if (read_sources(sources_dir(request->dir), &detected))
		goto out;
	if (machine_read(request->xml, &detected.catalog, &detected.machine,
			 &err) ||
	    find_zone(request->zone, &detected, &err)) {
		failed(&err);
		goto out;
	}
	machine_find_files(&detected.machine, request->root);
	rc = show(request, &detected);
out:
	machine_clear(&detected.machine);
	fh_catalog_clear(&detected.catalog);
	fh_zones_clear(&detected.zones);
	return rc;
}

static int usage(void)
{
	fputs("Usage: freehold detect [--node NAME] [--zone NAME] "
	      "[--xml FILE] [--root DIR]\n"
	      "       [--print gres.conf|slurm.conf|zones.json|node.json] "
	      "[DIR]\n"
	      "       freehold detect --compare [--gres-conf FILE] "
	      "[--node NAME] [DIR]\n",
	      stderr);
	return FREEHOLD_USAGE;
}

static bool is_section(const char *name)
{
	for (size_t i = 0; i < SECTION_COUNT; i++)
		if (!strcmp(sections[i].name, name))
			return true;
	return false;
}

/* As Slurm names a node by default: the host without its domain. */
static const char *host_name(char *buf, size_t size)
{
	if (gethostname(buf, size))
		return "localhost";
	buf[size - 1] = '\0';
	buf[strcspn(buf, ".")] = '\0';
	return buf;
}

int freehold_detect(int argc, char **argv)
{
	static const struct option options[] = {
		{ "compare", no_argument, NULL, 'c' },
		{ "gres-conf", required_argument, NULL, 'g' },
		{ "node", required_argument, NULL, 'n' },
		{ "print", required_argument, NULL, 'p' },
		{ "root", required_argument, NULL, 'r' },
		{ "xml", required_argument, NULL, 'x' },
		{ "zone", required_argument, NULL, 'z' },
		{ 0 },
	};
	struct request request = { 0 };
	char host[HOST_NAME_MAX + 1];
	const char *node = host_name(host, sizeof(host));
	int c;

	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'c': request.compare = true; break;
		case 'g': request.gres_conf = optarg; break;
		case 'n': node = optarg; break;
		case 'p': request.print = optarg; break;
		case 'r': request.root = optarg; break;
		case 'x': request.xml = optarg; break;
		case 'z': request.zone = optarg; break;
		default: return usage();
		}
	}
	if (argc - optind > 1 || (request.print && !is_section(request.print)))
		return usage();
	request.dir = argv[optind];
	/* Another machine's files are out of reach. */
	if (!request.root && !request.xml)
		request.root = "";
	return detect(&request, node);
}
