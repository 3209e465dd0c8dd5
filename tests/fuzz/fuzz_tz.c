/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A time zone file, and walks over what it says. */
#include "tests/fuzz/fuzz.h"

#include "fh_tz.h"

#define STEPS 50

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fh_tz *tz = NULL;
	struct fh_error err = { "" };
	struct fh_tz_clock clock;
	int64_t at_s = 0;

	if (fh_tz_parse(data, size, &tz, &err)) {
		MUST(*err.text);
		return 0;
	}
	for (int i = 0; i < STEPS; i++) {
		int64_t next_s = fh_tz_next_day(tz, at_s);

		MUST(next_s > at_s && fh_tz_next_hour(tz, at_s) > at_s);
		fh_tz_clock(tz, at_s, &clock);
		at_s = next_s;
	}
	fh_tz_free(tz);
	return 0;
}
