/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sites, zones and which node is in which zone (zones.json).  A site is a
 * set of nodes on one fabric; a zone is a set of nodes under one
 * jurisdiction and lies in one site; a node is in exactly one zone at a time.
 * The daemons that see a job's script and name are in zones, too.
 */
#ifndef FH_ZONE_H
#define FH_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fh_diag.h"
#include "fh_json.h"
#include "fh_strlist.h"

enum fh_tenancy {
	FH_TENANCY_OWNED,
	FH_TENANCY_LEASED,
	FH_TENANCY_CLOUD,
	FH_TENANCY_COUNT
};

#define FH_NO_ZONE (-1)

struct fh_site {
	char *name;
	char *title;		/* for people; NULL = none */
};

/* Nodes that join a zone on a date and leave it when another one says so. */
struct fh_member {
	struct fh_strlist nodes;	/* expanded */
	int64_t from_s;			/* INT64_MIN = always */
	int64_t until_s;		/* exclusive; FH_FOREVER = open */
};

/* What somebody attests of a zone, as long as that holds: "C5", "HDS". */
struct fh_attestation {
	char *name;
	char *evidence;			/* where the attestation is found */
	int64_t from_s;			/* INT64_MIN = always */
	int64_t until_s;		/* exclusive */
};

/* A daemon that sees every job: "slurmctld" is in that zone. */
struct fh_overseer {
	char *name;
	size_t zone;			/* index into fh_zones.zone */
};

struct fh_zone {
	char *name;
	size_t site;			/* index into fh_zones.site */
	char *jurisdiction;		/* "US-TX", "DE": upper case */
	char *regime;			/* "DIFC"; NULL = none */
	enum fh_tenancy tenancy;
	char *operator_name;
	bool air_gapped;
	int64_t power_cap_w;		/* contracted, or FH_UNKNOWN */
	int64_t closed_until_s;		/* no job starts before; INT64_MIN */
	struct fh_attestation *attestation;
	size_t attestation_count;
	struct fh_member *member;
	size_t member_count;
};

/* One node's stay in one zone; sorted by name, then from_s. */
struct fh_stay {
	const char *node;	/* owned by a member's list */
	int zone;
	int64_t from_s, until_s;
};

struct fh_zones {
	struct fh_site *site;	/* in the file's order */
	size_t site_count;
	struct fh_zone *zone;	/* in the file's order */
	size_t zone_count;
	struct fh_stay *stay;
	size_t stay_count;
	struct fh_overseer *overseer;	/* none: where they are is not told */
	size_t overseer_count;
};

/* As fh_catalog_read(), for zones.json. */
void fh_zones_read(const struct fh_json *doc, const char *pointer,
		   struct fh_zones *ret, struct fh_diags *diags);

/* Index of the zone or site of that name (any case), or -1. */
int fh_zones_find(const struct fh_zones *zones, const char *name);
int fh_zones_find_site(const struct fh_zones *zones, const char *name);

/* The zone the node is in at that instant, or FH_NO_ZONE. */
int fh_zones_of_node(const struct fh_zones *zones, const char *node,
		     int64_t at_s);

/*
 * The next instant after at_s at which some node changes its zone, or
 * FH_FOREVER: until then maps made for at_s stay right.
 */
int64_t fh_zones_next_change(const struct fh_zones *zones, int64_t at_s);

/*
 * Does word cover the zone?  A word is a zone's name, its regime, or a
 * jurisdiction: "US" covers "US" and "US-TX", "US-TX" covers only itself.
 * Any case.
 */
bool fh_zone_covered(const struct fh_zone *zone, const char *word);

/* The zone's attestation of that name (any case), or NULL. */
const struct fh_attestation *
fh_zone_find_attestation(const struct fh_zone *zone, const char *name);

/* Does any zone fit the word?  For rejecting a word that names nothing. */
bool fh_zones_word_known(const struct fh_zones *zones, const char *word);

/* The zone, jurisdiction or regime nearest to a misspelt word, or NULL. */
const char *fh_zones_suggest(const struct fh_zones *zones, const char *word);

/* The site nearest to a misspelt name, or NULL. */
const char *fh_zones_suggest_site(const struct fh_zones *zones,
				  const char *name);

/* Has code the shape of ISO 3166-1 alpha-2 or 3166-2: "DE", "US-TX"? */
bool fh_jurisdiction_ok(const char *code);

const char *fh_tenancy_name(enum fh_tenancy tenancy);	/* "owned" */
int fh_tenancy_find(const char *name);	/* any case; -1 = no such tenancy */
/* Their names in the order of the enum, then NULL. */
extern const char *const fh_tenancy_words[FH_TENANCY_COUNT + 1];

void fh_zones_clear(struct fh_zones *zones);

#endif
