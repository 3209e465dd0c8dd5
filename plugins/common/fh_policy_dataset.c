/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the datasets of policy.json: see fh_policy.h. */
#include <string.h>

#include "fh_codec.h"
#include "fh_policy_read.h"
#include "fh_result.h"

#define PATH_BYTES_MAX 1024

/* Absolute and plain: no part that is empty, "." or "..". */
static bool is_plain_path(const char *path)
{
	if (*path != '/' || !path[1] || strlen(path) > PATH_BYTES_MAX)
		return false;
	while (*path) {
		const char *part = ++path;
		size_t len = strcspn(part, "/");

		if (!len || !strncmp(part, "..", len > 2 ? len : 2) ||
		    (len == 1 && *part == '.'))
			return false;
		path += len;
	}
	return true;
}

/* Is one of the paths the other, or inside of it? */
static bool nested(const char *a, const char *b)
{
	size_t a_len = strlen(a), b_len = strlen(b);
	size_t len = a_len < b_len ? a_len : b_len;
	const char *longer = a_len < b_len ? b : a;

	return !strncmp(a, b, len) && (!longer[len] || longer[len] == '/');
}

/* Masking one dataset would mask the other one with it. */
static const struct fh_dataset *find_nested(const struct fh_policy *policy,
					    const char *path)
{
	for (size_t i = 0; i < policy->dataset_count; i++) {
		const struct fh_strlist *paths = &policy->dataset[i].paths;

		for (size_t j = 0; j < paths->count; j++)
			if (nested(paths->item[j], path))
				return &policy->dataset[i];
	}
	return NULL;
}

static void read_path(struct fh_reader *reader, const char *name,
		      struct json_object *value, void *dst)
{
	const struct fh_policy_context *context = reader->context;
	const char *path = fh_reader_string(reader, value);
	const struct fh_dataset *other;

	(void) name;
	if (!path)
		return;
	if (!is_plain_path(path)) {
		fh_reader_diag(reader, "\"%.80s\" must be an absolute path "
			       "without \"..\", \".\" and \"/\" at its end",
			       path);
		return;
	}
	other = find_nested(context->policy, path);
	if (other)
		fh_reader_diag(reader, "\"%.80s\" overlaps with a path of "
			       "the dataset \"%s\"", path, other->name);
	else
		fh_reader_append(reader, dst, path);
}

static FH_READER_VALUE(read_paths)
{
	(void) field;
	fh_reader_elements(reader, value, read_path, dst);
}

static FH_READER_VALUE(read_dataset_class)
{
	const struct fh_policy_context *context = reader->context;
	const struct fh_policy *policy = context->policy;
	const char *name = fh_reader_string(reader, value);
	const struct fh_class *data_class;

	(void) field;
	if (!name)
		return;
	data_class = fh_policy_find_class(policy, name);
	if (data_class)
		*(size_t *) dst = (size_t) (data_class - policy->data_class);
	else
		fh_reader_unknown(reader, "data class", name,
				  fh_policy_suggest_class(policy, name));
}

/* In the order of enum fh_dataset_mode. */
static const char *const mode_words[] = { "ro", "asked", "rw", NULL };

#define AT(member) .offset = offsetof(struct fh_dataset, member)

static const struct fh_field dataset_fields[] = {
	{ .key = "class", .read = read_dataset_class, AT(data_class),
	  .required = true },
	{ .key = "home_zones", .read = fh_policy_read_zones, AT(home_zones),
	  .required = true },
	{ .key = "only_at_home", .read = fh_read_bool, AT(only_at_home) },
	{ .key = "mode", .read = fh_read_word, AT(mode),
	  .words = mode_words },
	{ .key = "paths", .read = read_paths, AT(paths), .required = true },
	{ .key = "accounts", .read = fh_read_names_or_any, AT(accounts),
	  .required = true },
};

static void read_dataset(struct fh_reader *reader, const char *name,
			 struct json_object *value, void *dst)
{
	struct fh_policy *policy = dst;
	struct fh_dataset *dataset = &policy->dataset[policy->dataset_count];

	dataset->name = fh_reader_strdup(reader, name);
	if (!dataset->name)
		return;
	dataset->only_at_home = true;
	policy->dataset_count++;
	fh_reader_object(reader, value, dataset_fields,
			 sizeof(dataset_fields) / sizeof(*dataset_fields),
			 dataset);
}

/* Every job carries all of them to its nodes. */
static void check_length(const struct fh_reader *reader,
			 const struct fh_policy *policy)
{
	struct printbuf *text = printbuf_new();
	int rc = text ? 0 : -1;

	for (size_t i = 0; !rc && i < policy->dataset_count; i++)
		for (size_t j = 0; !rc && j < policy->dataset[i].paths.count;
		     j++)
			rc = fh_codec_put(text, policy->dataset[i].paths.item[j],
					  ",") ||
			     fh_codec_put(text, ",", "");
	if (rc)
		fh_reader_diag(reader, "out of memory");
	else if (printbuf_length(text) > FH_RESULT_PATHS_MAX)
		fh_reader_diag(reader, "the paths of all datasets have %d "
			       "bytes together, which is more than the %d "
			       "that a job can carry to its nodes; put "
			       "datasets below common directories",
			       printbuf_length(text), FH_RESULT_PATHS_MAX);
	printbuf_free(text);
}

FH_READER_VALUE(fh_policy_read_datasets)
{
	struct fh_policy *policy = dst;

	(void) field;
	if (!fh_reader_is(reader, value, json_type_object))
		return;
	policy->dataset = fh_reader_alloc(
		reader, (size_t) json_object_object_length(value),
		sizeof(*policy->dataset));
	if (!policy->dataset)
		return;
	fh_reader_members(reader, value, false, read_dataset, policy);
	check_length(reader, policy);
}
