/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The countries of ISO 3166-1. */
#ifndef FH_COUNTRY_H
#define FH_COUNTRY_H

#include <stdbool.h>

/*
 * Is code an ISO 3166-1 alpha-2 code that is assigned ("DE"), or an ISO
 * 3166-2 one of such a country ("US-TX")?  Upper case; what stands behind
 * the '-' is checked in its shape only.
 */
bool fh_country_known(const char *code);

#endif
