/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For tests of the journal: a small line of each kind, without newline. */
#ifndef SAMPLE_LINES_H
#define SAMPLE_LINES_H

#define START                                                             \
	"{\"v\":1,\"n\":1,\"kind\":\"start\",\"at_ms\":1000,"              \
	"\"node\":\"n1\",\"boot_id\":\"b\",\"meters\":[]}"
#define INTERVAL_BEFORE                                                   \
	"{\"v\":1,\"n\":2,\"kind\":\"interval\",\"from_ms\":1000,"         \
	"\"to_ms\":2000,"
#define INTERVAL_BEHIND                                                   \
	"\"debt_uj\":0,\"metered_uj\":[4,0,0,0],"                          \
	"\"jobs\":[[7,1,1,0,0,0]],\"idle_uj\":[1,0,0,0],"                  \
	"\"system_uj\":[1,0,0,0],\"unattributed_uj\":[1,0,0,0]}"
#define INTERVAL                                                          \
	INTERVAL_BEFORE "\"counted\":{\"p\":[5,9,0,0,4,0]}," INTERVAL_BEHIND
#define JOB                                                               \
	"{\"v\":1,\"n\":3,\"kind\":\"job\",\"from_ms\":1000,"              \
	"\"to_ms\":2000,\"job\":7,\"uid\":1000,\"clean\":true,"            \
	"\"cores\":4,\"devices\":0,\"source\":\"measured\",\"gap_ms\":0,"  \
	"\"energy_uj\":[1,0,0,0]}"

#endif
