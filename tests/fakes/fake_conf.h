/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small configuration for unit tests: two sites, two accelerator types. */
#ifndef FAKE_CONF_H
#define FAKE_CONF_H

#include "fh_conf.h"

/* A policy with nothing in it but how estimates and spans are handled. */
#define FAKE_CONF_PLAIN \
	"{\"estimate\": \"options\", \"default_span\": \"site\"}"

/*
 * The bundle's text with that policy.json.
 * Returns a malloc'ed string for the caller to free; ends the test without.
 */
char *fake_conf_bundle(const char *policy);

/* The configuration of that bundle; to fh_conf_free. */
struct fh_conf *fake_conf_load(const char *policy);

#endif
