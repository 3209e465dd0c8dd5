/* SPDX-License-Identifier: GPL-2.0-or-later */
/* freehold detect --compare: the machine against the live configuration. */
#include "fh_config.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/detect.h"
#include "contribs/freehold/gres_conf.h"
#include "contribs/freehold/slurm.h"
#include "plugins/common/fh_units.h"

struct comparison {
	const struct detected *detected;
	FILE *out;
	int differ;
};

static void differ(struct comparison *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void differ(struct comparison *c, const char *fmt, ...)
{
	va_list args;

	c->differ++;
	va_start(args, fmt);
	vfprintf(c->out, fmt, args);
	va_end(args);
	fputc('\n', c->out);
}

/* The value of a line "name=value" of slurmctld's answer; to free. */
static char *value_of(const char *answer, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = answer; at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (!strncmp(at, name, len) && at[len] == '=')
			return strndup(at + len + 1,
				       strcspn(at + len + 1, "\n"));
	}
	return NULL;
}

static void compare_number(struct comparison *c, const char *answer,
			   const char *name, unsigned long long has)
{
	char *text = value_of(answer, name);
	unsigned long long says = text ? strtoull(text, NULL, 10) : 0;

	if (text && says != has)
		differ(c, "slurm.conf: %s=%llu, and the machine has %llu",
		       name, says, has);
	free(text);
}

/* slurmd refuses a node with less memory than is promised; less is usual. */
static void compare_memory(struct comparison *c, const char *answer)
{
	int64_t has_mib = c->detected->machine.memory_mib;
	char *text = value_of(answer, "RealMemory");
	long long says_mib = text ? strtoll(text, NULL, 10) : 0;

	if (text && has_mib != FH_UNKNOWN && says_mib > has_mib)
		differ(c, "slurm.conf: RealMemory=%lld, and the machine has "
		       "%lld: slurmctld will drain it",
		       says_mib, (long long) has_mib);
	free(text);
}

/* How many of the type "gpu:h100:4(S:0-1),gpu:a100:2" says. */
static unsigned long count_in(const char *gres, const char *type)
{
	size_t len = strlen(type);
	unsigned long n = 0;

	for (const char *at = gres; at; at = strchr(at, ',')) {
		at += *at == ',';
		if (strncmp(at, "gpu:", 4) || strncmp(at + 4, type, len) ||
		    at[4 + len] != ':')
			continue;
		n += strtoul(at + 5 + len, NULL, 10);
	}
	return n;
}

/* Types that slurm.conf has and the catalogue does not. */
static void compare_foreign(struct comparison *c, char *gres)
{
	char *save, *item = strtok_r(gres, ",", &save);

	for (; item; item = strtok_r(NULL, ",", &save)) {
		char *type = item + 4;

		if (strncmp(item, "gpu:", 4))
			continue;
		type[strcspn(type, ":(")] = '\0';
		if (!fh_catalog_find(&c->detected->catalog, type))
			differ(c, "slurm.conf: Gres=gpu:%s, a type that "
			       "accelerators.json does not have",
			       type);
	}
}

static void compare_counts(struct comparison *c, const char *answer)
{
	const struct fh_catalog *catalog = &c->detected->catalog;
	char *gres = value_of(answer, "Gres");

	if (!gres)
		return;
	for (size_t i = 0; i < catalog->count; i++) {
		size_t has = detect_count(c->detected, i);
		unsigned long says = count_in(gres, catalog->accel[i].type);

		if (has != says)
			differ(c, "slurm.conf: Gres has %lu of gpu:%s, and "
			       "the machine has %zu",
			       says, catalog->accel[i].type, has);
	}
	compare_foreign(c, gres);
	free(gres);
}

static const struct gres_line *find_file(const struct gres_conf *conf,
					 const char *file)
{
	for (size_t i = 0; i < conf->count; i++)
		if (fh_strlist_has(&conf->line[i].files, file))
			return &conf->line[i];
	return NULL;
}

static void compare_flags(struct comparison *c, const struct gres_line *line,
			  const struct fh_accel *accel)
{
	bool none = line->flags && strstr(line->flags, "no_gpu_env");
	bool due = accel->visible_form != FH_VISIBLE_SLURM;

	if (none && !due)
		differ(c, "%s:%u: Flags=no_gpu_env, but programs for "
		       "%s need the variable that Slurm sets",
		       line->path, line->number, accel->type);
	if (!none && due)
		differ(c, "%s:%u: Flags=no_gpu_env is missing: without "
		       "it jobs on %s get CUDA's and ROCm's variables",
		       line->path, line->number, accel->type);
}

static void compare_device(struct comparison *c, const struct gres_conf *conf,
			   const struct device *device)
{
	const struct fh_accel *accel =
		&c->detected->catalog.accel[device->accel];
	const struct gres_line *line = find_file(conf, device->file);

	if (!line) {
		differ(c, "gres.conf: no line for %s of %s (%s)",
		       device->file, accel->type, device->bus);
		return;
	}
	if (!line->type || strcmp(line->type, accel->type))
		differ(c, "%s:%u: Type=%s for %s, and the machine has "
		       "%s there",
		       line->path, line->number, line->type ? line->type : "(none)",
		       device->file, accel->type);
	if (device->cores && (!line->cores ||
			      strcmp(line->cores, device->cores)))
		differ(c, "%s:%u: Cores=%s for %s, and the cores near "
		       "it are %s",
		       line->path, line->number, line->cores ? line->cores : "(none)",
		       device->file, device->cores);
	compare_flags(c, line, accel);
}

static void compare_devices(struct comparison *c, const struct gres_conf *conf)
{
	const struct machine *machine = &c->detected->machine;

	for (size_t i = 0; i < machine->count; i++)
		if (machine->device[i].accel >= 0 && *machine->device[i].file)
			compare_device(c, conf, &machine->device[i]);
}

/* gres.conf is beside slurm.conf, unless told; to free. */
static char *default_path(const char *answer)
{
	char *conf = value_of(answer, "SlurmConf"), *slash, *path = NULL;

	if (conf && (slash = strrchr(conf, '/')) &&
	    asprintf(&path, "%.*s/gres.conf", (int) (slash - conf), conf) < 0)
		path = NULL;
	free(conf);
	return path;
}

static int compare_gres(struct comparison *c, const char *answer,
			const char *path, struct fh_error *err)
{
	char *beside = path ? NULL : default_path(answer);
	struct gres_conf conf = { 0 };
	int rc;

	if (!path && !(path = beside))
		return fh_err_nomem(err);
	rc = gres_conf_read(path, c->detected->node, &conf, err);
	if (!rc && conf.automatic)
		fputs("gres.conf: AutoDetect finds the devices; its files are "
		      "not compared\n",
		      c->out);
	else if (!rc)
		compare_devices(c, &conf);
	gres_conf_clear(&conf);
	free(beside);
	return rc;
}

int detect_compare(const struct detected *detected, const char *gres_conf,
		   FILE *out, struct fh_error *err)
{
	const struct machine *machine = &detected->machine;
	struct comparison c = { .detected = detected, .out = out };
	char *answer = slurm_ask_node(detected->node, err);
	int rc;

	if (!answer)
		return -1;
	compare_number(&c, answer, "Sockets", machine->sockets);
	compare_number(&c, answer, "CoresPerSocket", machine->cores);
	compare_number(&c, answer, "ThreadsPerCore", machine->threads);
	compare_memory(&c, answer);
	compare_counts(&c, answer);
	rc = compare_gres(&c, answer, gres_conf, err);
	free(answer);
	return rc ? -1 : c.differ;
}
