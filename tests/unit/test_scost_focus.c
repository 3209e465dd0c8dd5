/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What scost writes as FOCUS 1.2, read back and held to its static rules.
 * With the name of a file: that file, of real jobs for instance.
 */
#include "report_case.h"

#include <ctype.h>

#include "contribs/scost/focus.h"
#include "focus_rules.h"
#include "plugins/common/fh_file.h"

#define FIELD_MAX 128
#define ROW_MAX 512

/* A file read back: row 0 has the names. */
struct table {
	char *text;
	char *cell[ROW_MAX][FIELD_MAX];
	size_t width;
	size_t rows;
};

/* One value of RFC 4180, unquoted in place; returns what stands behind. */
static char *read_cell(char *at, char **ret)
{
	char *to = at;

	*ret = at;
	if (*at != '"') {
		at += strcspn(at, ",\r");
		return at;
	}
	for (at++; *at != '"' || at[1] == '"'; at++) {
		assert_true(*at != '\0');
		if (*at == '"')
			at++;
		*to++ = *at;
	}
	memset(to, '\0', 1);
	return at + 1;
}

static void parse(char *text, struct table *ret)
{
	size_t column = 0;

	*ret = (struct table){ .text = text };
	while (*text) {
		char end;

		assert_true(ret->rows < ROW_MAX && column < FIELD_MAX);
		text = read_cell(text, &ret->cell[ret->rows][column++]);
		end = *text;
		assert_true(end == ',' || (end == '\r' && text[1] == '\n'));
		*text++ = '\0';
		if (end == ',')
			continue;
		text++;
		if (ret->rows)
			assert_int_equal(column, ret->width);
		ret->width = column;
		ret->rows++;
		column = 0;
	}
}

static void write_table(const struct scost_line *line, size_t count,
			struct table *ret)
{
	struct scost_focus focus = { .about = &sample_about };
	struct fh_error err;
	char *text;
	size_t len;

	focus.csv.out = open_memstream(&text, &len);
	assert_non_null(focus.csv.out);
	scost_focus_header(&focus);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(scost_focus_line(&line[i], &focus, &err), 0);
	fclose(focus.csv.out);
	parse(text, ret);
	assert_int_equal(ret->rows, count + 1);
}

static const char *value(const struct table *table, size_t row,
			 const char *name)
{
	for (size_t i = 0; i < table->width; i++)
		if (!strcmp(table->cell[0][i], name))
			return table->cell[row][i];
	fail_msg("no column %s", name);
	return NULL;
}

/*
 * Rules
 */
/* An optional sign, digits, digits behind a point: no "+", no thousands. */
static bool is_decimal(const char *text)
{
	size_t whole;

	text += *text == '-';
	whole = strspn(text, "0123456789");
	text += whole;
	if (*text == '.') {
		text++;
		if (!isdigit((unsigned char) *text))
			return false;
		text += strspn(text, "0123456789");
	}
	return whole && !*text;
}

/* YYYY-MM-DDTHH:mm:ssZ */
static bool is_time(const char *text)
{
	static const char form[] = "0000-00-00T00:00:00Z";

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == '0' ? !isdigit((unsigned char) text[i]) :
				     text[i] != form[i])
			return false;
	return true;
}

static bool is_allowed(const char *const *allowed, const char *text)
{
	for (; *allowed; allowed++)
		if (!strcmp(*allowed, text))
			return true;
	return false;
}

static void check_value(const struct focus_rule *rule, const char *text)
{
	bool good = true;

	if (!*text) {
		if (!rule->nullable)
			fail_msg("%s is null", rule->name);
		return;
	}
	if (rule->type == FOCUS_DECIMAL)
		good = is_decimal(text);
	else if (rule->type == FOCUS_TIME)
		good = is_time(text);
	else if (rule->allowed)
		good = is_allowed(rule->allowed, text);
	if (!good)
		fail_msg("%s must not be \"%s\"", rule->name, text);
}

static const struct focus_rule *find_rule(const char *name)
{
	for (size_t i = 0; i < FOCUS_RULE_COUNT; i++)
		if (!strcmp(focus_rules[i].name, name))
			return &focus_rules[i];
	return NULL;
}

/* Every name is one of FOCUS or begins with x_, and none comes twice. */
static void check_names(const struct table *table)
{
	size_t mandatory = 0;

	for (size_t i = 0; i < table->width; i++) {
		const char *name = table->cell[0][i];
		const struct focus_rule *rule = find_rule(name);

		if (!rule && strncmp(name, "x_", 2))
			fail_msg("%s is no column of FOCUS", name);
		mandatory += rule && rule->mandatory;
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(table->cell[0][j], name);
	}
	assert_int_equal(mandatory, FOCUS_MANDATORY);
}

/* One is null exactly when the other is. */
static void check_pair(const struct table *table, size_t row, const char *one,
		       const char *other)
{
	if (!*value(table, row, one) != !*value(table, row, other))
		fail_msg("%s and %s: one is null", one, other);
}

/* "GPU-Hours": words with a capital, a dash, the plural of a time. */
static bool is_unit(const char *text)
{
	size_t len = strlen(text);

	return isupper((unsigned char) *text) && len >= 5 &&
	       !strcmp(text + len - 5, "Hours") && !strpbrk(text, " _/");
}

/* Rules between the columns of a row; times in this form sort as text. */
static void check_row(const struct table *table, size_t row)
{
	char code[sizeof(" EUR ")];
	bool charge = !*value(table, row, "ChargeClass");

	snprintf(code, sizeof(code), " %s ",
		 value(table, row, "BillingCurrency"));
	assert_non_null(strstr(focus_currencies, code));
	assert_true(strcmp(value(table, row, "BillingPeriodStart"),
			   value(table, row, "BillingPeriodEnd")) < 0);
	assert_true(strcmp(value(table, row, "ChargePeriodStart"),
			   value(table, row, "ChargePeriodEnd")) <= 0);
	if (charge) {
		assert_true(strcmp(value(table, row, "ChargePeriodStart"),
				   value(table, row,
					 "BillingPeriodStart")) >= 0);
		assert_true(strcmp(value(table, row, "ChargePeriodEnd"),
				   value(table, row,
					 "BillingPeriodEnd")) <= 0);
		assert_true(*value(table, row, "PricingQuantity"));
		assert_true(*value(table, row, "SkuId"));
	}
	check_pair(table, row, "PricingQuantity", "PricingUnit");
	check_pair(table, row, "ConsumedQuantity", "ConsumedUnit");
	check_pair(table, row, "SubAccountId", "SubAccountName");
	check_pair(table, row, "SubAccountId", "SubAccountType");
	check_pair(table, row, "ResourceId", "ResourceType");
	check_pair(table, row, "RegionId", "RegionName");
	assert_true(is_unit(value(table, row, "PricingUnit")));
	/* Only usage is consumed. */
	assert_int_equal(!strcmp(value(table, row, "ChargeCategory"), "Usage"),
			 is_unit(value(table, row, "ConsumedUnit")));
}

static void check_table(const struct table *table)
{
	check_names(table);
	for (size_t row = 1; row < table->rows; row++) {
		for (size_t i = 0; i < table->width; i++) {
			const struct focus_rule *rule =
				find_rule(table->cell[0][i]);

			if (rule)
				check_value(rule, table->cell[row][i]);
		}
		check_row(table, row);
	}
}

static void test_rules(void **state)
{
	static struct table table;

	(void) state;
	write_table(sample, SAMPLE_COUNT, &table);
	check_table(&table);
	free(table.text);
}

static void test_figures(void **state)
{
	static struct table table;

	(void) state;
	write_table(sample, SAMPLE_COUNT, &table);
	assert_string_equal(value(&table, 1, "BilledCost"), "10.500000");
	assert_string_equal(value(&table, 1, "PricingQuantity"), "2.000000");
	assert_string_equal(value(&table, 1, "PricingUnit"), "GPU-Hours");
	assert_string_equal(value(&table, 1, "BillingPeriodStart"),
			    "2026-10-01T00:00:00Z");
	assert_string_equal(value(&table, 1, "BillingPeriodEnd"),
			    "2026-11-01T00:00:00Z");
	assert_string_equal(value(&table, 1, "x_EnergyKwh"), "1.000000");
	assert_string_equal(value(&table, 1, "x_EnergySource"), "measured");
	assert_string_equal(value(&table, 3, "x_EnergySource"), "declared");
	assert_string_equal(value(&table, 4, "PricingUnit"), "Core-Hours");
	assert_string_equal(value(&table, 4, "x_EnergyKwh"), "");
	assert_string_equal(value(&table, 4, "x_EnergySource"), "missing");
	/* Costs can't be null there, so the row says why it has none. */
	assert_string_equal(value(&table, 5, "BilledCost"), "0.000000");
	assert_string_equal(value(&table, 5, "x_NoCostWhy"), "no price");
	assert_string_equal(value(&table, 5, "x_CostCores"), "");
	free(table.text);
}

static void test_corrections(void **state)
{
	struct scost_line line[2] = { sample[0], sample[0] };
	static struct table table;

	(void) state;
	line[0].posting = SCOST_REVERSAL;
	line[1].posting = SCOST_CORRECTION;
	line[0].day_s = line[1].day_s = OCT_30 + 10 * DAY_S;
	write_table(line, 2, &table);
	check_table(&table);
	assert_string_equal(value(&table, 1, "ChargeClass"), "Correction");
	assert_string_equal(value(&table, 1, "BilledCost"), "-10.500000");
	assert_string_equal(value(&table, 1, "ConsumedQuantity"),
			    "-2.000000");
	assert_string_equal(value(&table, 2, "BilledCost"), "10.500000");
	assert_string_equal(value(&table, 2, "BillingPeriodStart"),
			    "2026-11-01T00:00:00Z");
	free(table.text);
}

/* What nobody had is an adjustment, and no correction below 0. */
static void test_not_used(void **state)
{
	struct scost_line line[2] = { sample[0], sample[0] };
	static struct table table;

	(void) state;
	for (int i = 0; i < 2; i++)
		line[i].job_id = line[i].job_name = line[i].user = "";
	line[0].use = "idle";
	line[1].use = "priced-in";
	line[1].posting = SCOST_REVERSAL;
	write_table(line, 2, &table);
	check_table(&table);
	assert_string_equal(value(&table, 1, "ChargeCategory"), "Adjustment");
	assert_string_equal(value(&table, 1, "x_Use"), "idle");
	assert_string_equal(value(&table, 1, "ResourceId"), "c1/tx1/idle");
	assert_string_equal(value(&table, 1, "ConsumedQuantity"), "");
	assert_string_equal(value(&table, 1, "ListCost"), "10.500000");
	assert_string_equal(value(&table, 2, "ChargeClass"), "");
	assert_string_equal(value(&table, 2, "ListCost"), "-10.500000");
	free(table.text);
}

static void test_hostile(void **state)
{
	struct scost_line line = sample[0];
	static struct table table;

	(void) state;
	line.job_name = "=HYPERLINK(\"http://x\"),\r\n\"\xff";
	line.account = "";
	line.user = "@x";
	write_table(&line, 1, &table);
	check_table(&table);
	assert_memory_equal(value(&table, 1, "ResourceName"),
			    "'=HYPERLINK(\"http://x\"),", 23);
	assert_string_equal(value(&table, 1, "x_User"), "'@x");
	free(table.text);
}

static const char *file_name;

/* A file that somebody wrote, read as a whole. */
static void test_file(void **state)
{
	static struct table table;
	struct fh_error err;
	char *text;
	size_t len;

	(void) state;
	if (fh_file_read(file_name, 1 << 24, &text, &len, &err))
		fail_msg("%s", err.text);
	parse(text, &table);
	assert_true(table.rows > 1);
	check_table(&table);
	free(text);
}

/* The checker finds what is wrong. */
static void test_checker(void **state)
{
	(void) state;
	assert_true(is_decimal("-1.50") && is_decimal("0"));
	assert_false(is_decimal("+1") || is_decimal("1,000") ||
		     is_decimal("1.") || is_decimal("") || is_decimal("-"));
	assert_true(is_time("2026-10-30T00:00:00Z"));
	assert_false(is_time("2026-10-30T00:00:00") ||
		     is_time("2026-10-30 00:00:00Z") || is_time(""));
	assert_false(is_unit("hours") || is_unit("GPU Hours"));
	assert_null(find_rule("x_User"));
	assert_false(is_allowed(focus_classes, "correction"));
}

int main(int argc, char **argv)
{
	const struct CMUnitTest file[] = {
		cmocka_unit_test(test_file),
	};
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_corrections),
		cmocka_unit_test(test_not_used),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_checker),
	};

	if (argc > 1) {
		file_name = argv[1];
		return cmocka_run_group_tests(file, NULL, NULL);
	}
	return cmocka_run_group_tests(tests, load_tz, free_tz);
}
