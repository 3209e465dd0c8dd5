/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Libraries loaded while running: see fh_sensor_library.h. */
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "fh_sensor_file.h"
#include "fh_sensor_library.h"

/* Without one of them, none is of use. */
static int check(void *library, const char *name,
		 const struct fh_sensor_symbol *symbol, size_t count,
		 struct fh_error *err)
{
	for (size_t i = 0; i < count; i++)
		if (!dlsym(library, symbol[i].name))
			return fh_err(err, "%s lacks %s", name,
				      symbol[i].name);
	return 0;
}

/* POSIX: an address that dlsym() gives has the size of any pointer. */
static void fill(void *library, const struct fh_sensor_symbol *symbol,
		 size_t count, void *calls)
{
	for (size_t i = 0; i < count; i++) {
		void *address = dlsym(library, symbol[i].name);

		memcpy((char *) calls + symbol[i].offset, &address,
		       sizeof(address));
	}
}

int fh_sensor_library_load(const char *root, const char *name,
			   const struct fh_sensor_symbol *symbol,
			   size_t count, void *calls, void **ret,
			   struct fh_error *err)
{
	char path[PATH_MAX];
	void *library;

	*ret = NULL;
	snprintf(path, sizeof(path), "%s%s%s", root, *root ? "/usr/lib/" : "",
		 name);
	if (*root && !fh_sensor_exists(root, "usr/lib/%s", name))
		return 0;
	library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return *root ? fh_err(err, "%s", dlerror()) : 0;
	if (check(library, name, symbol, count, err)) {
		dlclose(library);
		return -1;
	}
	fill(library, symbol, count, calls);
	*ret = library;
	return 0;
}
