/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AdminComment: the notes of fh_start.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "fh_start.h"
#include "plugins/common/fh_line.h"

#define KEY "freehold"
#define KEY_FOREIGN "comment"
#define DIGEST_SHOWN 12
#define ZONES_SHOWN 256		/* bytes of zone names */
#define DATASETS_SHOWN 128	/* bytes of datasets */
#define PASSED_SHOWN 160	/* bytes of what was let pass */
#define EXISTING_DEPTH 16
#define FLAGS (JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)

/* Text that needs no escape, in JSON or in SQL. */
static struct json_object *plain(const char *text)
{
	char *copy = strdup(text);
	struct json_object *ret;

	if (!copy)
		return NULL;
	for (char *c = copy; *c; c++)
		if ((unsigned char) *c < ' ' || strchr("\"'\\", *c))
			*c = ' ';
	ret = json_object_new_string(copy);
	free(copy);
	return ret;
}

/* value becomes the object's; NULL (no memory) is an error. */
static int add(struct json_object *object, const char *key,
	       struct json_object *value)
{
	if (value && !json_object_object_add(object, key, value))
		return 0;
	json_object_put(value);
	return -1;
}

static int add_text(struct json_object *object, const char *key,
		    const char *text)
{
	return text ? add(object, key, plain(text)) : 0;
}

/* "a,b", or "a,b,+5" when there is no room for five more. */
static int add_zones(struct json_object *object,
		     const struct fh_result *result)
{
	struct printbuf *text = printbuf_new();
	size_t i;
	int rc = -1;

	if (!text)
		return -1;
	for (i = 0; i < result->zone_count; i++) {
		const char *name = result->zone[i].zone;

		if (printbuf_length(text) + strlen(name) > ZONES_SHOWN)
			break;
		if (sprintbuf(text, "%s%s", i ? "," : "", name) < 0)
			goto out;
	}
	if (i < result->zone_count &&
	    sprintbuf(text, ",+%zu", result->zone_count - i) < 0)
		goto out;
	rc = i ? add_text(object, "zone", text->buf) : 0;
out:
	printbuf_free(text);
	return rc;
}

/* Is this the candidate that the job got? */
static bool is_candidate(const struct fh_conf *conf,
			 const struct fh_decision *decision,
			 const struct fh_candidate *candidate,
			 const struct fh_start *start,
			 const struct fh_result *result)
{
	const struct fh_alternative *alternative;

	for (size_t i = 0; i < conf->zones.zone_count; i++)
		if (start->used[i] &&
		    !fh_place_covers(conf, candidate, (int) i))
			return false;
	if (candidate->alternative == FH_NO_ALTERNATIVE)
		return true;
	alternative = decision->terms.request.alternative +
		      candidate->alternative;
	return result->accel && alternative->count == result->accel_count &&
	       !strcmp(alternative->type, result->accel);
}

static int add_candidate(struct json_object *object,
			 const struct fh_conf *conf,
			 const struct fh_decision *decision,
			 const struct fh_start *start,
			 const struct fh_result *result)
{
	const struct fh_decide_list *list = &decision->ever;
	char text[48];

	for (size_t i = 0; i < list->count; i++) {
		if (!is_candidate(conf, decision, &list->item[i], start,
				  result))
			continue;
		snprintf(text, sizeof(text), "%zu/%zu", i + 1, list->count);
		return add_text(object, "candidate", text);
	}
	return 0;
}

static int add_accel(struct json_object *object,
		     const struct fh_result *result)
{
	char text[FH_TYPE_NAME_MAX + 16];

	if (!result->accel)
		return 0;
	snprintf(text, sizeof(text), "%s:%u", result->accel,
		 result->accel_count);
	return add_text(object, "accel", text);
}

/* "mri:ro,genomes:rw" */
static int add_datasets(struct json_object *object,
			const struct fh_result *result)
{
	struct fh_line line = { 0 };
	char item[FH_NAME_MAX + sizeof(":rw")];

	for (size_t i = 0; i < result->grant_count; i++) {
		snprintf(item, sizeof(item), "%s:%s", result->grant[i].name,
			 fh_access_name(result->grant[i].access));
		fh_line_list(&line, DATASETS_SHOWN, ",", item);
	}
	if (line.left_out)
		fh_line_add(&line, ",+%zu", line.left_out);
	return line.len ? add_text(object, "dataset", line.text) : 0;
}

/* What an exception, or a class that only observes, let pass. */
static int add_passed(struct json_object *object, const struct fh_conf *conf,
		      const struct fh_decision *decision,
		      const struct fh_start *start)
{
	for (size_t i = 0; i < decision->zone_count; i++) {
		const struct fh_verdict *verdict = &decision->verdict[i];
		struct fh_verdict passed = fh_judge_passed(verdict);
		char why[PASSED_SHOWN];

		if (!start->used[i] || !verdict->passed)
			continue;
		fh_judge_explain(conf, &decision->terms, &passed, why,
				 sizeof(why));
		if (verdict->glass &&
		    add_text(object, "break_glass", verdict->glass->name))
			return -1;
		return add_text(object, "passed", why);
	}
	return 0;
}

static struct json_object *make_object(const struct fh_conf *conf,
				       const struct fh_decision *decision,
				       const struct fh_start *start,
				       const struct fh_result *result)
{
	struct json_object *object = json_object_new_object();
	char digest[DIGEST_SHOWN + 1];

	snprintf(digest, sizeof(digest), "%.*s", DIGEST_SHOWN, result->digest);
	if (object && !add_accel(object, result) &&
	    !add_text(object, "site", result->site) &&
	    !add_zones(object, result) &&
	    !add_text(object, "class", result->data_class) &&
	    !add_datasets(object, result) &&
	    !add_passed(object, conf, decision, start) &&
	    !add_candidate(object, conf, decision, start, result) &&
	    !add(object, "restart", json_object_new_int64(start->restart)) &&
	    !add_text(object, "digest", digest))
		return object;
	json_object_put(object);
	return NULL;
}

/* The AdminComment so far as an object; NULL when it is not one. */
static struct json_object *parse_existing(const char *text)
{
	struct json_tokener *tokener = json_tokener_new_ex(EXISTING_DEPTH);
	struct json_object *ret;

	if (!tokener)
		return NULL;
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	ret = json_tokener_parse_ex(tokener, text, (int) strlen(text) + 1);
	if (ret && !json_object_is_type(ret, json_type_object)) {
		json_object_put(ret);
		ret = NULL;
	}
	json_tokener_free(tokener);
	return ret;
}

static struct json_object *keep_existing(const char *text)
{
	struct json_object *ret;

	if (text && *text && (ret = parse_existing(text)))
		return ret;
	ret = json_object_new_object();
	if (ret && text && *text && add_text(ret, KEY_FOREIGN, text)) {
		json_object_put(ret);
		ret = NULL;
	}
	return ret;
}

/* The AdminComment with ours in it, malloc'ed; ours becomes part of it. */
static char *compose(const char *existing, struct json_object *ours)
{
	struct json_object *all = keep_existing(existing);
	const char *text;
	char *ret = NULL;

	if (!all) {
		json_object_put(ours);
		return NULL;
	}
	if (!add(all, KEY, ours)) {
		text = json_object_to_json_string_ext(all, FLAGS);
		ret = text ? strdup(text) : NULL;
	}
	json_object_put(all);
	return ret;
}

char *fh_start_note(const char *existing, const struct fh_conf *conf,
		    const struct fh_decision *decision,
		    const struct fh_start *start,
		    const struct fh_result *result)
{
	return compose(existing, make_object(conf, decision, start, result));
}

char *fh_start_wait_note(const char *existing, const char *why)
{
	struct json_object *ours = json_object_new_object();

	if (ours && add_text(ours, "waits", why)) {
		json_object_put(ours);
		ours = NULL;
	}
	return compose(existing, ours);
}

char *fh_start_narrow_note(const char *existing, const char *why)
{
	struct json_object *all = keep_existing(existing), *ours = NULL;
	const char *text;
	char *ret = NULL;

	if (!all)
		return NULL;
	if (!json_object_object_get_ex(all, KEY, &ours) ||
	    !json_object_is_type(ours, json_type_object)) {
		ours = json_object_new_object();
		if (add(all, KEY, ours))
			goto out;
	}
	if (!add_text(ours, "narrowed", why)) {
		text = json_object_to_json_string_ext(all, FLAGS);
		ret = text ? strdup(text) : NULL;
	}
out:
	json_object_put(all);
	return ret;
}
