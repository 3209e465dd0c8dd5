/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The accelerator catalogue: see fh_catalog.h. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fh_catalog.h"
#include "fh_reader.h"
#include "fh_suggest.h"
#include "fh_units.h"

/* In the order of enum fh_visible_form. */
static const char *const form_words[] = { "none", "slurm", "index", "units",
					  NULL };

#define UPPER_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define RUNTIME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789_-."

static FH_READER_VALUE(read_variable)
{
	const char *text;

	text = fh_reader_string(reader, value);
	if (!text)
		return;
	if (!strspn(text, UPPER_CHARS) ||
	    text[strspn(text, UPPER_CHARS "0123456789_")]) {
		fh_reader_diag(reader, "\"%.80s\" is not the name of an "
			       "environment variable: upper-case letters, "
			       "digits and \"_\"", text);
		return;
	}
	fh_read_name(reader, value, field, dst);
}

static FH_READER_VALUE(read_runtime)
{
	const char *text;

	text = fh_reader_string(reader, value);
	if (!text)
		return;
	if (text[strspn(text, RUNTIME_CHARS)])
		fh_reader_diag(reader, "\"%.80s\" must be in lower case, "
			       "such as \"cuda\"", text);
	else
		fh_read_name(reader, value, field, dst);
}

static bool is_pci_id(const char *text)
{
	static const char hex[] = "0123456789abcdef";

	return strlen(text) == 9 && strspn(text, hex) == 4 &&
	       text[4] == ':' && strspn(text + 5, hex) == 4;
}

static void read_pci_id(struct fh_reader *reader, const char *name,
			struct json_object *value, void *dst)
{
	const char *text;

	(void) name;
	text = fh_reader_string(reader, value);
	if (!text)
		return;
	if (!is_pci_id(text))
		fh_reader_diag(reader, "\"%.80s\" is not a PCI id: vendor and "
			       "device in lower-case hex, such as "
			       "\"10de:2330\"", text);
	else
		fh_reader_append(reader, dst, text);
}

static FH_READER_VALUE(read_pci_ids)
{
	(void) field;
	fh_reader_elements(reader, value, read_pci_id, dst);
}

/* Its keys lie in struct fh_accel itself. */
static const struct fh_field visible_fields[] = {
	{ .key = "form", .read = fh_read_word, .required = true,
	  .offset = offsetof(struct fh_accel, visible_form),
	  .words = form_words },
	{ .key = "variable", .read = read_variable,
	  .offset = offsetof(struct fh_accel, visible_variable) },
	{ .key = "units_per_device", .read = fh_read_whole,
	  .offset = offsetof(struct fh_accel, units_per_device),
	  .min = 1, .max = 1024 },
};

static void check_visible(struct fh_reader *reader, struct json_object *value,
			  const struct fh_accel *accel)
{
	bool has_units, has_variable;

	has_variable = json_object_object_get_ex(value, "variable", NULL);
	has_units = json_object_object_get_ex(value, "units_per_device", NULL);
	if (has_variable && accel->visible_form == FH_VISIBLE_NONE)
		fh_reader_diag(reader, "the form \"none\" has no variable");
	if (!has_variable && accel->visible_form != FH_VISIBLE_NONE)
		fh_reader_diag(reader, "the form \"%s\" needs the key "
			       "\"variable\"", form_words[accel->visible_form]);
	if (has_units != (accel->visible_form == FH_VISIBLE_UNITS))
		fh_reader_diag(reader, "the form \"units\", and no other, "
			       "goes with \"units_per_device\"");
}

static FH_READER_VALUE(read_visible)
{
	size_t before = fh_diag_total(reader->diags);

	(void) field;
	fh_reader_object(reader, value, visible_fields,
			 sizeof(visible_fields) / sizeof(*visible_fields),
			 dst);
	if (fh_diag_total(reader->diags) == before)
		check_visible(reader, value, dst);
}

#define AT(member) .offset = offsetof(struct fh_accel, member)

static const struct fh_field accel_fields[] = {
	{ .key = "title", .read = fh_read_text, AT(title), .required = true },
	{ .key = "vendor", .read = fh_read_text, AT(vendor),
	  .required = true },
	{ .key = "runtime", .read = read_runtime, AT(runtime),
	  .required = true },
	{ .key = "visible", .read = read_visible },
	{ .key = "pci_ids", .read = read_pci_ids, AT(pci_ids) },
	{ .key = "memory_gib", .read = fh_read_decimal, AT(memory_mib),
	  .min = 1, .max = 65536, .scale = 1024 },
	{ .key = "bf16_tflops", .read = fh_read_decimal, AT(bf16_gflops),
	  .min = 1, .max = 10000000, .scale = 1000 },
	{ .key = "tdp_watts", .read = fh_read_decimal, AT(tdp_w),
	  .min = 1, .max = 1000000, .scale = 1 },
	{ .key = "idle_watts", .read = fh_read_decimal, AT(idle_w),
	  .min = 1, .max = 1000000, .scale = 1 },
	{ .key = "source", .read = fh_read_text, AT(source) },
};

static void read_accel(struct fh_reader *reader, const char *name,
		       struct json_object *value, void *dst)
{
	struct fh_catalog *catalog = dst;
	struct fh_accel *accel = &catalog->accel[catalog->count];

	accel->type = fh_reader_strdup(reader, name);
	if (!accel->type)
		return;
	accel->memory_mib = FH_UNKNOWN;
	accel->bf16_gflops = FH_UNKNOWN;
	accel->tdp_w = FH_UNKNOWN;
	accel->idle_w = FH_UNKNOWN;
	accel->units_per_device = 1;
	catalog->count++;
	fh_reader_object(reader, value, accel_fields,
			 sizeof(accel_fields) / sizeof(*accel_fields), accel);
	if (!strcasecmp(name, FH_ANY))
		fh_reader_diag(reader, "\"%s\" means every type in --accel: "
			       "choose another name", name);
	if (accel->tdp_w != FH_UNKNOWN && accel->idle_w > accel->tdp_w)
		fh_reader_diag(reader, "\"idle_watts\" must not be above "
			       "\"tdp_watts\"");
}

static FH_READER_VALUE(read_accels)
{
	struct fh_catalog *catalog = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	catalog->accel = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*catalog->accel));
	if (catalog->accel)
		fh_reader_members(reader, value, false, read_accel, catalog);
}

static const struct fh_field catalog_fields[] = {
	{ .key = "accelerators", .read = read_accels, .required = true },
};

void fh_catalog_read(const struct fh_json *doc, const char *pointer,
		     struct fh_catalog *ret, struct fh_diags *diags)
{
	struct fh_reader reader;
	struct json_object *value;

	value = fh_reader_begin(&reader, doc, pointer, diags, NULL);
	if (value)
		fh_reader_object(&reader, value, catalog_fields, 1, ret);
	fh_reader_end(&reader);
}

const struct fh_accel *fh_catalog_find(const struct fh_catalog *catalog,
				       const char *type)
{
	for (size_t i = 0; i < catalog->count; i++)
		if (!strcmp(catalog->accel[i].type, type))
			return &catalog->accel[i];
	return NULL;
}

const char *fh_catalog_suggest(const struct fh_catalog *catalog,
			       const char *type)
{
	const char **known = malloc((catalog->count + 1) * sizeof(*known));
	const char *nearest;

	if (!known)
		return NULL;
	for (size_t i = 0; i < catalog->count; i++)
		known[i] = catalog->accel[i].type;
	nearest = fh_suggest(type, known, catalog->count);
	free(known);
	return nearest;
}

void fh_catalog_clear(struct fh_catalog *catalog)
{
	if (!catalog)
		return;
	for (size_t i = 0; i < catalog->count; i++) {
		struct fh_accel *accel = &catalog->accel[i];

		free(accel->type);
		free(accel->title);
		free(accel->vendor);
		free(accel->runtime);
		free(accel->visible_variable);
		fh_strlist_clear(&accel->pci_ids);
		free(accel->source);
	}
	free(catalog->accel);
	memset(catalog, 0, sizeof(*catalog));
}
