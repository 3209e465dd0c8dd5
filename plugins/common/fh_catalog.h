/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The accelerator catalogue (accelerators.json): what a type is.  The type's
 * name is the T of gres/gpu:T in Slurm, whatever the vendor.
 */
#ifndef FH_CATALOG_H
#define FH_CATALOG_H

#include <stddef.h>
#include <stdint.h>

#include "fh_diag.h"
#include "fh_json.h"
#include "fh_strlist.h"

#define FH_TYPE_NAME_MAX 63	/* bytes; letters, digits, '_', '-', '.' */
#define FH_ANY "any"		/* every type, in --accel; no type's name */

/* How a program names the devices it may use. */
enum fh_visible_form {
	FH_VISIBLE_NONE,	/* the stack has no such variable */
	FH_VISIBLE_SLURM,	/* Slurm's gres/gpu sets it (CUDA, ROCm, ZE) */
	FH_VISIBLE_INDEX,	/* "0,1": device indices */
	FH_VISIBLE_UNITS,	/* "0-7,16-23": units_per_device per device
				 * (Neuron cores) */
};

struct fh_accel {
	char *type;		/* "h100" */
	char *title;		/* "NVIDIA H100 SXM5 80 GB" */
	char *vendor;		/* "NVIDIA" */
	char *runtime;		/* "cuda", "rocm", "neuron", ... lower case */
	char *visible_variable;	/* "NEURON_RT_VISIBLE_CORES"; NULL = none */
	enum fh_visible_form visible_form;
	unsigned units_per_device;	/* 1 .. 1024; for FH_VISIBLE_UNITS */
	struct fh_strlist pci_ids;	/* "10de:2330", lower case */
	int64_t memory_mib;	/* per device, or FH_UNKNOWN */
	int64_t bf16_gflops;	/* dense, or FH_UNKNOWN */
	int64_t tdp_w;		/* nameplate of one device, or FH_UNKNOWN */
	int64_t idle_w;		/* of one device, or FH_UNKNOWN */
	char *source;		/* where these figures come from; or NULL */
};

struct fh_catalog {
	struct fh_accel *accel;	/* count entries, in the file's order */
	size_t count;
};

/*
 * Read the catalogue from the value at pointer in doc ("" when doc is
 * accelerators.json itself, "/accelerators" in a bundle).
 * Mistakes go to diags; what could be read is in ret all the same, so that
 * cross checks can go on.  Out of memory counts as a mistake.
 */
void fh_catalog_read(const struct fh_json *doc, const char *pointer,
		     struct fh_catalog *ret, struct fh_diags *diags);

/* The entry of that type, or NULL.  Types are matched exactly. */
const struct fh_accel *fh_catalog_find(const struct fh_catalog *catalog,
				       const char *type);

/* The type nearest to a misspelt one, or NULL. */
const char *fh_catalog_suggest(const struct fh_catalog *catalog,
			       const char *type);

void fh_catalog_clear(struct fh_catalog *catalog);

#endif
