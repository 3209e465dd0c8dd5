/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The residency proof as JSON, bundles included: see audit_print.h. */
#define _GNU_SOURCE /* asprintf */
#include "fh_config.h"

#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contribs/freehold/audit_print.h"
#include "plugins/common/fh_units.h"

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
	return text ? add(object, key, json_object_new_string(text)) : 0;
}

static int add_number(struct json_object *object, const char *key,
		      int64_t number)
{
	return number == FH_UNKNOWN ? 0 :
	       add(object, key, json_object_new_int64(number));
}

static int add_instant(struct json_object *object, const char *key, int64_t s)
{
	char text[32];

	return s == FH_UNKNOWN ? 0 :
	       add_text(object, key, fh_units_format_instant(s, text,
							     sizeof(text)));
}

/* object becomes an element of list; NULL is an error. */
static int append(struct json_object *list, struct json_object *object, int rc)
{
	if (!rc && object && !json_object_array_add(list, object))
		return 0;
	json_object_put(object);
	return -1;
}

static int append_run(const struct audit_proof *proof,
		      const struct audit_run *run, struct json_object *list)
{
	struct json_object *o = json_object_new_object();
	int rc = !o || add_number(o, "job", run->job_id) ||
		 add_number(o, "restart", run->restart) ||
		 add_instant(o, "started", run->started_s) ||
		 add_instant(o, "ended", run->ended_s) ||
		 add_text(o, "state", run->state) ||
		 add_number(o, "user", run->uid) ||
		 add_text(o, "account", run->account) ||
		 add_text(o, "accel", run->accel) ||
		 add_text(o, "zones", run->zones) ||
		 add_text(o, "nodes", run->nodes) ||
		 add_text(o, "nonce", run->nonce) ||
		 add_text(o, "terms", run->terms) ||
		 add_text(o, "digest", run->digest) ||
		 add_text(o, "kind", fh_audit_kind_name(run->kind)) ||
		 add_text(o, "controller", run->host) ||
		 add_number(o, "decision", run->decision) ||
		 add(o, "allowed", json_object_new_boolean(run->allowed)) ||
		 add_text(o, "rule", run->rule);

	if (!rc && !proof->no_accounting)
		rc = add(o, "in_slurmdbd",
			 json_object_new_boolean(run->booked));
	return append(list, o, rc);
}

static int append_event(const struct audit_event *event,
			struct json_object *list)
{
	struct json_object *o = json_object_new_object();

	return append(list, o,
		      !o || add_instant(o, "at", event->at_s) ||
		      add_text(o, "kind", fh_audit_kind_name(event->kind)) ||
		      add_number(o, "job", event->job_id) ||
		      add_number(o, "user", event->uid) ||
		      add_text(o, "nodes", event->nodes) ||
		      add_text(o, "why", event->why));
}

static int append_stray(const struct audit_stray *stray,
			struct json_object *list)
{
	struct json_object *o = json_object_new_object();

	return append(list, o, !o || add_number(o, "job", stray->job_id) ||
		      add_instant(o, "started", stray->started_s) ||
		      add_text(o, "slurmdbd", stray->line));
}

/*
 * What a bundle's archived text says of places and rules.  Its prices are not
 * an auditor's business.
 */
static struct json_object *read_rules(const struct audit_bundles *bundles,
				      const struct audit_bundle *bundle)
{
	struct json_object *all, *part, *ret = NULL;
	char *path;

	if (asprintf(&path, "%s/bundles/%s.json", bundles->store,
		     bundle->digest) < 0)
		return NULL;
	all = json_object_from_file(path);
	free(path);
	if (all && (ret = json_object_new_object())) {
		if (json_object_object_get_ex(all, "policy", &part))
			(void) add(ret, "policy", json_object_get(part));
		if (json_object_object_get_ex(all, "zones", &part))
			(void) add(ret, "zones", json_object_get(part));
	}
	json_object_put(all);
	return ret;
}

/* "{...}" of the member at the two keys, when it is there. */
static void print_member(struct json_object *rules, const char *const key[3])
{
	struct json_object *at = rules;

	for (size_t i = 0; i < 3; i++)
		if (!json_object_object_get_ex(at, key[i], &at))
			return;
	printf("  %s %s: %s\n", key[0], key[2],
	       json_object_to_json_string_ext(
		       at, JSON_C_TO_STRING_PLAIN |
				   JSON_C_TO_STRING_NOSLASHESCAPE));
}

void audit_print_rules(const struct audit_proof *proof,
		       const struct audit_bundle *bundle)
{
	const char *const rule[] = { "policy", "data_classes",
				     proof->data_class };
	struct json_object *rules = read_rules(proof->bundles, bundle);

	print_member(rules, rule);
	for (size_t i = 0; i < bundle->conf->zones.zone_count; i++) {
		const char *const zone[] = {
			"zones", "zones", bundle->conf->zones.zone[i].name
		};

		print_member(rules, zone);
	}
	json_object_put(rules);
}

static int add_bundle(const struct audit_proof *proof,
		      const struct audit_bundle *bundle,
		      struct json_object *object)
{
	/* One that can't be read is told of in each run's rule. */
	if (!bundle->decided || !bundle->conf)
		return 0;
	return add(object, bundle->digest, read_rules(proof->bundles, bundle));
}

static int fill(const struct audit_proof *proof, struct json_object *all,
		struct json_object *runs, struct json_object *events,
		struct json_object *strays, struct json_object *bundles)
{
	int rc = add_text(all, "class", proof->data_class) ||
		 add_instant(all, "from", proof->from_s) ||
		 add_instant(all, "to", proof->to_s) ||
		 add_text(all, "not_compared", proof->no_accounting);

	for (size_t i = 0; !rc && i < proof->runs->count; i++)
		if (proof->runs->run[i].of_class)
			rc = append_run(proof, &proof->runs->run[i], runs);
	for (size_t i = 0; !rc && i < proof->runs->event_count; i++)
		rc = append_event(&proof->runs->event[i], events);
	for (size_t i = 0; !rc && i < proof->strays->count; i++)
		rc = append_stray(&proof->strays->item[i], strays);
	for (size_t i = 0; !rc && i < proof->bundles->count; i++)
		rc = add_bundle(proof, &proof->bundles->item[i], bundles);
	return rc;
}

int audit_print_json(const struct audit_proof *proof)
{
	struct json_object *all = json_object_new_object();
	struct json_object *runs = json_object_new_array();
	struct json_object *events = json_object_new_array();
	struct json_object *strays = json_object_new_array();
	struct json_object *bundles = json_object_new_object();
	int rc = !all || !runs || !events || !strays || !bundles ||
		 fill(proof, all, runs, events, strays, bundles);

	/* Each is given away or freed. */
	rc |= add(all, "runs", runs);
	rc |= add(all, "events", events);
	rc |= add(all, "only_in_slurmdbd", strays);
	rc |= add(all, "bundles", bundles);
	if (!rc)
		puts(json_object_to_json_string_ext(
			all, JSON_C_TO_STRING_PRETTY |
				     JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(all);
	return rc ? -1 : 0;
}
