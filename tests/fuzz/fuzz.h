/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz targets: each is a program of its own with libFuzzer's loop.  What a
 * target reads back must be what was written, and a refusal must say why;
 * the rest is found by the sanitizers.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A crash, for libFuzzer to keep the input. */
#define MUST(condition) do { if (!(condition)) abort(); } while (0)

/* The input as a text; to free. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	MUST(text);
	memcpy(text, data, size);
	text[size] = '\0';
	return text;
}

#endif
