/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The residency proof for people: see audit_print.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>

#include "contribs/freehold/audit_print.h"
#include "plugins/common/fh_units.h"

static const char *or_dash(const char *text)
{
	return text && *text ? text : "-";
}

static const char *user_name(int64_t uid, char *buf, size_t size)
{
	struct passwd *entry = uid >= 0 ? getpwuid((uid_t) uid) : NULL;

	if (entry)
		return entry->pw_name;
	(void) snprintf(buf, size, "%" PRId64, uid);
	return uid >= 0 ? buf : "-";
}

static void print_run(const struct audit_run *run)
{
	char from[32], to[32], user[32];

	printf("%-8u %-20s %-20s %-10s %-10s %-8s %-12s %-16s %.12s %s\n",
	       run->job_id,
	       fh_units_format_instant(run->started_s, from, sizeof(from)),
	       fh_units_format_instant(run->ended_s, to, sizeof(to)),
	       or_dash(run->state), user_name(run->uid, user, sizeof(user)),
	       or_dash(run->account), or_dash(run->zones),
	       or_dash(run->nodes), or_dash(run->digest),
	       run->allowed ? "yes" : "NO");
	printf("         %s%s\n", or_dash(run->rule),
	       run->kind == FH_AUDIT_RECOVERED ?
		       "; found running, judged by the policy of then" : "");
}

static void print_runs(const struct audit_proof *proof)
{
	printf("%-8s %-20s %-20s %-10s %-10s %-8s %-12s %-16s %-12s %s\n",
	       "JOB", "STARTED", "ENDED", "STATE", "USER", "ACCOUNT", "ZONES",
	       "NODES", "BUNDLE", "ALLOWED");
	for (size_t i = 0; i < proof->runs->count; i++)
		if (proof->runs->run[i].of_class)
			print_run(&proof->runs->run[i]);
}

static void print_events(const struct audit_proof *proof)
{
	char at[32];

	if (proof->runs->event_count)
		puts("\nWhat else happened to its jobs:");
	for (size_t i = 0; i < proof->runs->event_count; i++) {
		const struct audit_event *event = &proof->runs->event[i];

		printf("%s job %u %s: %s\n",
		       fh_units_format_instant(event->at_s, at, sizeof(at)),
		       event->job_id, fh_audit_kind_name(event->kind),
		       or_dash(event->why));
	}
}

static void print_accounting(const struct audit_proof *proof)
{
	char at[32];
	size_t missing = 0;

	if (proof->no_accounting) {
		printf("\nNot compared with slurmdbd: %s\n",
		       proof->no_accounting);
		return;
	}
	puts("\nCompared with slurmdbd:");
	for (size_t i = 0; i < proof->runs->count; i++) {
		const struct audit_run *run = &proof->runs->run[i];

		if (run->booked || !run->of_class)
			continue;
		missing++;
		printf("job %u of %s is in the audit, not in slurmdbd\n",
		       run->job_id, fh_units_format_instant(
				run->started_s, at, sizeof(at)));
	}
	for (size_t i = 0; i < proof->strays->count; i++) {
		const struct audit_stray *stray = &proof->strays->item[i];

		printf("job %u of %s is in slurmdbd, not in the audit: %s\n",
		       stray->job_id, fh_units_format_instant(
				stray->started_s, at, sizeof(at)),
		       stray->line);
	}
	if (!missing && !proof->strays->count)
		puts("every run is on both sides");
}

static void print_bundles(const struct audit_proof *proof)
{
	puts("\nBundles that decided:");
	for (size_t i = 0; i < proof->bundles->count; i++) {
		const struct audit_bundle *bundle = &proof->bundles->item[i];

		if (!bundle->decided)
			continue;
		printf("%s %s/bundles/%s.json%s%s\n", bundle->digest,
		       proof->bundles->store, bundle->digest,
		       bundle->conf ? "" : ": ",
		       bundle->conf ? "" : bundle->why.text);
		if (bundle->conf)
			audit_print_rules(proof, bundle);
	}
}

void audit_print_text(const struct audit_proof *proof)
{
	char from[32], to[32];

	printf("Data class %s, from %s to %s\n\n", proof->data_class,
	       fh_units_format_instant(proof->from_s, from, sizeof(from)),
	       fh_units_format_instant(proof->to_s, to, sizeof(to)));
	print_runs(proof);
	print_events(proof);
	print_accounting(proof);
	print_bundles(proof);
}
