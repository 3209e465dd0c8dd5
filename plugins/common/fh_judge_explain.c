/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Verdicts in words: see fh_judge.h. */
#include <stdio.h>

#include "fh_dataset.h"
#include "fh_judge.h"
#include "fh_line.h"
#include "fh_quote.h"
#include "fh_units.h"

#define INSTANT_MAX 32

/* What the texts are about. */
struct subject {
	const struct fh_conf *conf;
	const struct fh_verdict *verdict;
	struct fh_quoted data_class, account;
};

static void add_instant(struct fh_line *line, const char *before,
			int64_t at_s)
{
	char text[INSTANT_MAX];

	fh_line_add(line, "%s%s", before,
		    fh_units_format_instant(at_s, text, sizeof(text)));
}

/* "scc (contract 17)" */
static void add_transfer(struct fh_line *line,
			 const struct fh_transfer *transfer)
{
	struct fh_quoted evidence;

	fh_line_add(line, "%s (%s)", fh_mechanism_words[transfer->mechanism],
		    fh_quote(transfer->evidence, &evidence));
}

/* It has lapsed, or begins later: the class has no other to that zone. */
static void add_lapsed(struct fh_line *line, const struct subject *of)
{
	const struct fh_transfer *transfer = of->verdict->transfer;

	fh_line_add(line, "class %s: ", of->data_class.text);
	add_transfer(line, transfer);
	add_instant(line, " is in force until ", transfer->until_s);
	if (transfer->from_s != INT64_MIN)
		add_instant(line, ", from ", transfer->from_s);
}

static void add_class_end(struct fh_line *line, const struct subject *of)
{
	const struct fh_class *data_class = fh_policy_find_class(
		&of->conf->policy, of->data_class.text);

	fh_line_add(line, "class %s has lapsed", of->data_class.text);
	if (data_class)
		add_instant(line, ": it was kept until ",
			    data_class->until_s);
}

/* The daemon that is elsewhere, or that none is told. */
static void add_control_plane(struct fh_line *line, const struct subject *of)
{
	const struct fh_zones *zones = &of->conf->zones;

	for (size_t i = 0; i < zones->overseer_count; i++)
		if (zones->overseer[i].name == of->verdict->about) {
			fh_line_add(line, "class %s may not be seen by %s in "
				    "zone %s", of->data_class.text,
				    of->verdict->about,
				    zones->zone[zones->overseer[i].zone].name);
			return;
		}
	fh_line_add(line, "class %s asks where the control plane is, and "
		    "zones.json does not say", of->data_class.text);
}

static void add_attestation(struct fh_line *line, const struct subject *of)
{
	fh_line_add(line, "class %s needs the attestation %s, which it has "
		    "not got now", of->data_class.text, of->verdict->about);
}

enum named { NOBODY, CLASS, ACCOUNT, ABOUT };

/* Why a rule left the zone out: a text around a name, or one by itself. */
static const struct {
	const char *before;
	enum named name;
	const char *behind;
	void (*add)(struct fh_line *line, const struct subject *of);
} texts[FH_RULE_COUNT] = {
	[FH_RULE_NONE] = { "allowed", NOBODY, "", NULL },
	[FH_RULE_NO_ZONE] = { "the node is in no zone", NOBODY, "", NULL },
	[FH_RULE_CLASS_UNKNOWN] = { "class ", CLASS,
		" is not in the policy any more", NULL },
	[FH_RULE_CLASS_LAPSED] = { .add = add_class_end },
	[FH_RULE_CLASS_ACCOUNT] = { "class ", CLASS,
		" is not open to the job's account", NULL },
	[FH_RULE_CLASS_USER] = { "class ", CLASS,
		" is not open to the job's user", NULL },
	[FH_RULE_CONTROL_PLANE] = { .add = add_control_plane },
	[FH_RULE_CLASS_DENY] = { "class ", CLASS, " denies it", NULL },
	[FH_RULE_CLASS_ALLOW] = { "class ", CLASS, " does not allow it",
		NULL },
	[FH_RULE_CLASS_TRANSFER] = { .add = add_lapsed },
	[FH_RULE_CLASS_AIR_GAP] = { "class ", CLASS, " needs an air gap",
		NULL },
	[FH_RULE_ATTESTATION] = { .add = add_attestation },
	[FH_RULE_FLOOR] = { "the floor of account ", ACCOUNT,
		" leaves it out", NULL },
	[FH_RULE_PARTITION] = { "the floor of partition ", ABOUT,
		" leaves it out", NULL },
	[FH_RULE_ZONE] = { "--zone leaves it out", NOBODY, "", NULL },
	[FH_RULE_TENANCY] = { "--tenancy leaves it out", NOBODY, "", NULL },
};

static void add_rule(struct fh_line *line, const struct subject *of)
{
	enum fh_rule rule = of->verdict->rule;
	const char *const name[] = {
		[NOBODY] = "",
		[CLASS] = of->data_class.text,
		[ACCOUNT] = of->account.text,
		[ABOUT] = of->verdict->about,
	};

	if (texts[rule].add)
		texts[rule].add(line, of);
	else
		fh_line_add(line, "%s%s%s", texts[rule].before,
			    name[texts[rule].name], texts[rule].behind);
}

static void add_allowed(struct fh_line *line, const struct subject *of)
{
	const struct fh_verdict *verdict = of->verdict;

	if (verdict->opens_s) {
		add_instant(line, "closed until ", verdict->opens_s);
	} else if (verdict->glass) {
		fh_line_add(line, "allowed by break_glass %s",
			    verdict->glass->name);
		add_instant(line, " until ", verdict->glass->until_s);
	} else if (verdict->observed) {
		fh_line_add(line, "allowed, as class %s only observes",
			    of->data_class.text);
	} else if (verdict->transfer) {
		fh_line_add(line, "allowed by ");
		add_transfer(line, verdict->transfer);
		add_instant(line, " until ", verdict->transfer->until_s);
	} else {
		fh_line_add(line, "allowed");
	}
}

void fh_judge_explain(const struct fh_conf *conf,
		      const struct fh_terms *terms,
		      const struct fh_verdict *verdict, char *buf, size_t size)
{
	struct subject of = { .conf = conf, .verdict = verdict };
	struct fh_line line = { 0 };

	if (verdict->dataset) {
		fh_dataset_explain(conf, terms, verdict, buf, size);
		return;
	}
	fh_quote(terms->request.data_class, &of.data_class);
	fh_quote(terms->account ? terms->account : "(none)", &of.account);
	if (verdict->allowed)
		add_allowed(&line, &of);
	else
		add_rule(&line, &of);
	snprintf(buf, size, "%s", line.text);
}
