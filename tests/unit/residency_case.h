/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of the residency catalogue: pieces of files that are right. */
#ifndef RESIDENCY_CASE_H
#define RESIDENCY_CASE_H

#include "conf_case.h"
#include "fh_residency.h"

#define DATED "\"as_of\": \"2026-01-01\", \"review\": \"2027-01-01\""
#define BASED "\"source\": [\"u\"], " DATED
#define SAID "\"scope\": \"s\", \"law\": \"l\", \"condition\": \"c\""
#define TEXTS SAID ", \"confidence\": \"low\", " BASED
#define LISTS \
	"\"regimes\": {\"DIFC\": {\"title\": \"t\"," \
	" \"jurisdiction\": \"AE-DU\"}}, \"lists\": {\"EEA\": {\"title\":" \
	" \"t\", \"members\": [\"DE\", \"FR\"], \"limited\":" \
	" {\"US\": \"some\"}, " BASED "}}"
#define KIND(kind) "\"kind\": \"" kind "\", "
#define BY(list) "\"mechanism\": [" list "]"

#endif
