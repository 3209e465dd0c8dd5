/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Meters out of a file, for tests: root/fake/meters, one line per meter,
 *
 *   NAME SCOPE DEVICE KIND VALUE [RANGE] [EPOCH]
 *
 * SCOPE is cpu, memory, accel or node; DEVICE the accelerator's index or -;
 * KIND energy (VALUE in microjoules) or power (microwatts); a VALUE of - is
 * a meter that can't be read just now.  RANGE - is none.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fh_sensor_kinds.h"
#include "fh_units.h"

#define METERS "fake/meters"
#define TEXT_MAX (FH_JOURNAL_METER_MAX * 160)
#define NO_DEVICE_MAX 100000

/* In the order of enum fh_sensor_scope. */
static const char *const scope_words[] = { "cpu", "memory", "accel", "node" };
static const char *const kind_words[] = { "energy", "power" };

enum { NAME, SCOPE, DEVICE, KIND, VALUE, RANGE, EPOCH, WORDS };

struct line {
	char *word[WORDS];	/* NULL: left out */
};

static int find_word(const char *const *words, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i], text))
			return (int) i;
	return -1;
}

/* Cut the line into words; more than WORDS of them make none. */
static int cut(char *text, struct line *line)
{
	char *next, *word = strtok_r(text, " \t\r", &next);
	size_t count = 0;

	memset(line, 0, sizeof(*line));
	for (; word && count < WORDS; word = strtok_r(NULL, " \t\r", &next))
		line->word[count++] = word;
	return word ? -1 : 0;
}

/* A number, or FH_UNKNOWN for "-" and what is left out. */
static int number(const char *word, int64_t *ret)
{
	*ret = FH_UNKNOWN;
	if (!word || !strcmp(word, "-"))
		return 0;
	return fh_units_parse_count(word, 0, INT64_MAX, ret, NULL);
}

static bool is_name(const char *text)
{
	size_t len = 0;

	while (isalnum((unsigned char) text[len]) ||
	       (text[len] && strchr("_-.", text[len])))
		len++;
	return len && !text[len] && len <= FH_JOURNAL_NAME_MAX;
}

static int parse_line(const struct line *line, struct fh_sensor *meter)
{
	char *const *word = line->word;
	int64_t device, value, epoch;
	int scope, kind;

	if (!word[VALUE] || !is_name(word[NAME]))
		return -1;
	scope = find_word(scope_words, 4, word[SCOPE]);
	kind = find_word(kind_words, 2, word[KIND]);
	if (scope < 0 || kind < 0 || number(word[DEVICE], &device) ||
	    number(word[VALUE], &value) || number(word[EPOCH], &epoch) ||
	    number(word[RANGE], &meter->limits.range_uj))
		return -1;
	if ((scope == FH_SENSOR_ACCEL) != (device != FH_UNKNOWN) ||
	    device > NO_DEVICE_MAX)
		return -1;
	strcpy(meter->name, word[NAME]);
	meter->scope = (enum fh_sensor_scope) scope;
	meter->device = (int) device;
	meter->limits.is_power = kind;
	return 0;
}

static int add(const char *root, char *text, struct fh_sensors *ret,
	       struct fh_error *err)
{
	struct fh_sensor *meter;
	struct line line;

	if (cut(text, &line))
		return fh_err(err, "%s/" METERS ": more than %d words in a "
			      "line", root, WORDS);
	if (!line.word[0] || line.word[0][0] == '#')
		return 0;
	meter = fh_sensors_add(ret, &fh_fake_ops, FH_SENSOR_CPU, -1, err);
	if (!meter)
		return -1;
	if (parse_line(&line, meter))
		return fh_err(err, "%s/" METERS ": must be NAME SCOPE DEVICE "
			      "KIND VALUE [RANGE] [EPOCH], not \"%.80s ...\"",
			      root, line.word[0]);
	meter->data = strdup(root);
	return meter->data ? 0 : fh_err_nomem(err);
}

static int find(const struct fh_sensor_env *env, struct fh_sensors *ret,
		struct fh_error *err)
{
	char *text = malloc(TEXT_MAX);
	char *next, *line;
	int rc = 0;

	if (!text)
		return fh_err_nomem(err);
	if (fh_sensor_text(env->root, text, TEXT_MAX, METERS))
		*text = '\0';
	for (line = strtok_r(text, "\n", &next); line && !rc;
	     line = strtok_r(NULL, "\n", &next))
		rc = add(env->root, line, ret, err);
	free(text);
	return rc;
}

/* The meter's line at this moment. */
static bool read_line(char *text, const char *name, struct line *ret)
{
	char *next, *at;

	for (at = strtok_r(text, "\n", &next); at;
	     at = strtok_r(NULL, "\n", &next))
		if (!cut(at, ret) && ret->word[VALUE] &&
		    !strcmp(ret->word[NAME], name))
			return true;
	return false;
}

static void read_meter(struct fh_sensor *meter, bool in_use,
		       struct fh_counter_reading *ret)
{
	char *text = malloc(TEXT_MAX);
	struct line line;

	(void) in_use;
	ret->ok = false;
	if (text && !fh_sensor_text(meter->data, text, TEXT_MAX, METERS) &&
	    read_line(text, meter->name, &line))
		ret->ok = !number(line.word[VALUE], &ret->value) &&
			  !number(line.word[EPOCH], &ret->epoch) &&
			  ret->value != FH_UNKNOWN;
	free(text);
}

static void close_meter(struct fh_sensor *meter)
{
	free(meter->data);
	meter->data = NULL;
}

const struct fh_sensor_ops fh_fake_ops = {
	.name = "fake",
	.find = find,
	.read = read_meter,
	.close = close_meter,
};
