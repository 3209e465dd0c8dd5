/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Differences between bundles: see diff.h.  Both trees are walked together.
 * Where an object or a list holds things with a name of their own (zones,
 * types, cards), that thing becomes the head of the line; below it the path
 * of keys tells what changed.
 */
#include "fh_config.h"

#include <json-c/json.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/diff.h"

#define PATH_MAX_BYTES 512
#define SHOWN_MAX 2000		/* bytes of a value */

/* Places in a bundle whose members are things that people name. */
static const struct thing {
	const char *place;	/* keys from the root; a thing's name is * */
	const char *noun;
	const char *id;		/* key that tells list members apart */
} things[] = {
	{ "accelerators.accelerators", "accelerator", NULL },
	{ "zones.sites", "site", NULL },
	{ "zones.zones", "zone", NULL },
	{ "policy.data_classes", "data class", NULL },
	{ "policy.datasets", "dataset", NULL },
	{ "policy.accounts", "account", NULL },
	{ "rates.cards", "rate card", "valid_from" },
	{ "rates.cards.*.zones", "zone", NULL },
	{ "energy.nodes", "energy of nodes", "nodes" },
};

struct walk {
	FILE *out;
	size_t changes;
};

/* Where the walk is: place finds things, head and path are for people. */
struct spot {
	char place[PATH_MAX_BYTES];
	char head[PATH_MAX_BYTES];	/* "zone tx-main: " */
	char path[PATH_MAX_BYTES];	/* "accelerator_hour.h100" */
};

static const struct thing *thing_at(const char *place)
{
	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++)
		if (!strcmp(things[i].place, place))
			return &things[i];
	return NULL;
}

static const char *plain(struct json_object *value)
{
	return json_object_to_json_string_ext(
		value, JSON_C_TO_STRING_PLAIN |
			       JSON_C_TO_STRING_NOSLASHESCAPE);
}

static bool equal(struct json_object *was, struct json_object *now)
{
	char *text = strdup(plain(was));
	bool same = text && !strcmp(text, plain(now));

	free(text);
	return same;
}

/* For a line; of a file's content, its length says enough. */
static void print(FILE *out, struct json_object *value)
{
	size_t len = strlen(plain(value));

	if (len > SHOWN_MAX)
		fprintf(out, "(%zu bytes)", len);
	else
		fputs(plain(value), out);
}

/* One line. A NULL value is absent on that side. */
static void report(struct walk *walk, const struct spot *spot,
		   struct json_object *was, struct json_object *now)
{
	walk->changes++;
	if (*spot->path) {
		fprintf(walk->out, "%s%s ", spot->head, spot->path);
		if (was)
			print(walk->out, was);
		fputs(was ? " -> " : "added: ", walk->out);
		if (now)
			print(walk->out, now);
		fputs(now ? "\n" : "removed\n", walk->out);
		return;
	}
	fprintf(walk->out, "%s%s\n", spot->head, was ? "removed" : "added");
}

/* The spot of one member: a new head for a thing, else a longer path. */
static struct spot enter(const struct spot *spot, const struct thing *thing,
			 const char *name)
{
	const char *dot = *spot->path ? "." : "";
	struct spot below = *spot;
	size_t used = strlen(below.place);

	snprintf(below.place + used, sizeof(below.place) - used, "%s%s",
		 used ? "." : "", thing ? "*" : name);
	if (thing) {
		used = strlen(below.head);
		snprintf(below.head + used, sizeof(below.head) - used,
			 "%s %s: ", thing->noun, name);
		*below.path = '\0';
		return below;
	}
	used = strlen(below.path);
	snprintf(below.path + used, sizeof(below.path) - used, "%s%s", dot,
		 name);
	return below;
}

static void compare(struct walk *walk, const struct spot *spot,
		    struct json_object *was, struct json_object *now);

static void compare_objects(struct walk *walk, const struct spot *spot,
			    struct json_object *was, struct json_object *now)
{
	const struct thing *thing = thing_at(spot->place);
	struct json_object *other;

	json_object_object_foreach(was, name, value) {
		struct spot below = enter(spot, thing, name);

		other = NULL;
		json_object_object_get_ex(now, name, &other);
		compare(walk, &below, value, other);
	}
	json_object_object_foreach(now, key, added) {
		struct spot below = enter(spot, thing, key);

		if (!json_object_object_get_ex(was, key, &other))
			compare(walk, &below, NULL, added);
	}
}

static const char *member_id(struct json_object *member,
			     const struct thing *thing)
{
	struct json_object *id;

	return json_object_object_get_ex(member, thing->id, &id) ?
		       json_object_get_string(id) : "?";
}

static struct json_object *find_member(struct json_object *list,
				       const struct thing *thing,
				       const char *id)
{
	for (size_t i = 0; i < json_object_array_length(list); i++) {
		struct json_object *member =
			json_object_array_get_idx(list, i);

		if (!strcmp(member_id(member, thing), id))
			return member;
	}
	return NULL;
}

static void compare_lists(struct walk *walk, const struct spot *spot,
			  const struct thing *thing, struct json_object *was,
			  struct json_object *now)
{
	for (size_t i = 0; i < json_object_array_length(was); i++) {
		struct json_object *member = json_object_array_get_idx(was, i);
		const char *id = member_id(member, thing);
		struct spot below = enter(spot, thing, id);

		compare(walk, &below, member, find_member(now, thing, id));
	}
	for (size_t i = 0; i < json_object_array_length(now); i++) {
		struct json_object *member = json_object_array_get_idx(now, i);
		const char *id = member_id(member, thing);
		struct spot below = enter(spot, thing, id);

		if (!find_member(was, thing, id))
			compare(walk, &below, NULL, member);
	}
}

static void compare(struct walk *walk, const struct spot *spot,
		    struct json_object *was, struct json_object *now)
{
	const struct thing *thing = thing_at(spot->place);

	if (!was || !now)
		report(walk, spot, was, now);
	else if (json_object_is_type(was, json_type_object) &&
		 json_object_is_type(now, json_type_object))
		compare_objects(walk, spot, was, now);
	else if (thing && thing->id &&
		 json_object_is_type(was, json_type_array) &&
		 json_object_is_type(now, json_type_array))
		compare_lists(walk, spot, thing, was, now);
	else if (!equal(was, now))
		report(walk, spot, was, now);
}

int diff_print(FILE *out, const char *was, const char *now,
	       size_t *ret_changes, struct fh_error *err)
{
	struct json_object *old = json_tokener_parse(was);
	struct json_object *new = json_tokener_parse(now);
	struct walk walk = { .out = out };
	struct spot spot = { "", "", "" };
	int rc = -1;

	if (!old || !new) {
		fh_err(err, "a bundle is not readable as JSON");
		goto out;
	}
	compare(&walk, &spot, old, new);
	*ret_changes = walk.changes;
	rc = 0;
out:
	json_object_put(old);
	json_object_put(new);
	return rc;
}
