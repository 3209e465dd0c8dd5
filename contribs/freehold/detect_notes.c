/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an administrator must know of a machine before using the lines. */
#include "fh_config.h"

#include <string.h>

#include "contribs/freehold/detect.h"

static bool same_id(const struct device *a, const struct device *b)
{
	return a->vendor == b->vendor && a->product == b->product;
}

/* A kind of device that the catalogue does not have: told once, with places. */
static void print_unknown(const struct machine *machine, size_t i, FILE *out)
{
	const struct device *device = &machine->device[i];

	for (size_t k = 0; k < i; k++)
		if (same_id(&machine->device[k], device))
			return;
	fputs("# Not in accelerators.json: an accelerator at", out);
	for (size_t k = i; k < machine->count; k++)
		if (same_id(&machine->device[k], device))
			fprintf(out, " %s", machine->device[k].bus);
	fprintf(out,
		" (PCI class %04x).\n#   Add its type there, as in \"my_type\": "
		"{\"title\": \"...\", \"vendor\": \"...\",\n"
		"#     \"runtime\": \"...\", \"visible\": {\"form\": \"none\"}, "
		"\"pci_ids\": [\"%04x:%04x\"]}\n",
		device->pci_class, device->vendor, device->product);
}

static void print_parts(const struct device *device, FILE *out)
{
	fprintf(out, "# %s is divided", device->bus);
	if (*device->mode)
		fprintf(out, " (%s)", device->mode);
	if (device->parts)
		fprintf(out, " into %u devices", device->parts);
	fputs(". Slurm counts each part as one: give the parts a type of\n"
	      "#   their own in accelerators.json, and a line each in "
	      "gres.conf (MultipleFiles= for MIG).\n",
	      out);
}

static void print_device(const struct detected *detected,
			 size_t i, FILE *out)
{
	const struct device *device = &detected->machine.device[i];
	const struct fh_accel *accel = detected->catalog.accel;

	if (device->accel < 0)
		print_unknown(&detected->machine, i, out);
	if (device->rival >= 0)
		fprintf(out,
			"# %s: %s and %s have the same PCI id; taken for the "
			"first\n",
			device->bus, accel[device->accel].type,
			accel[device->rival].type);
	if (device->parts != 1)
		print_parts(device, out);
	if (device->accel >= 0 && !*device->file)
		fprintf(out,
			"# %s: it is not known which file its driver makes; "
			"gres/gpu needs one\n",
			device->bus);
}

void detect_print_notes(const struct detected *detected, FILE *out)
{
	const struct machine *machine = &detected->machine;
	size_t assumed = 0;

	for (size_t i = 0; i < machine->count; i++) {
		print_device(detected, i, out);
		assumed += machine->device[i].accel >= 0 &&
			   machine->device[i].file_assumed;
	}
	if (assumed)
		fprintf(out,
			"# The files of %zu device%s are assumed from the order "
			"on the bus: run freehold detect\n"
			"#   on the machine itself, with its drivers loaded, "
			"to be sure.\n",
			assumed, assumed == 1 ? "" : "s");
	if (machine->uneven)
		fputs("# Its sockets or cores are not alike; the most of each "
		      "is told. Compare with slurmd -C.\n",
		      out);
	if (!machine->count)
		fputs("# No accelerator was found.\n", out);
}
