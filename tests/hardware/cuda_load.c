/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keeps the first NVIDIA device busy, or only holds a context on it, with
 * nothing but the driver: its library takes the program below as text.
 *
 * Usage: cuda_load context|load SECONDS
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BLOCKS 4096
#define THREADS 256
#define SKIPPED 77

/* Every thread: multiply and add, eight chains, a million times. */
static const char program[] =
	".version 6.0\n"
	".target sm_60\n"
	".address_size 64\n"
	".visible .entry burn(.param .u64 out)\n"
	"{\n"
	"	.reg .f32 %f<9>;\n"
	"	.reg .u32 %r<3>;\n"
	"	.reg .u64 %d<2>;\n"
	"	.reg .pred %p;\n"
	"	mov.u32 %r1, %tid.x;\n"
	"	cvt.rn.f32.u32 %f1, %r1;\n"
	"	mov.f32 %f2, %f1;\n"
	"	mov.f32 %f3, %f1;\n"
	"	mov.f32 %f4, %f1;\n"
	"	mov.f32 %f5, %f1;\n"
	"	mov.f32 %f6, %f1;\n"
	"	mov.f32 %f7, %f1;\n"
	"	mov.f32 %f8, %f1;\n"
	"	mov.u32 %r2, 0;\n"
	"again:\n"
	"	fma.rn.f32 %f1, %f1, %f2, %f3;\n"
	"	fma.rn.f32 %f2, %f2, %f3, %f4;\n"
	"	fma.rn.f32 %f3, %f3, %f4, %f5;\n"
	"	fma.rn.f32 %f4, %f4, %f5, %f6;\n"
	"	fma.rn.f32 %f5, %f5, %f6, %f7;\n"
	"	fma.rn.f32 %f6, %f6, %f7, %f8;\n"
	"	fma.rn.f32 %f7, %f7, %f8, %f1;\n"
	"	fma.rn.f32 %f8, %f8, %f1, %f2;\n"
	"	add.u32 %r2, %r2, 1;\n"
	"	setp.lt.u32 %p, %r2, 100000;\n"
	"	@%p bra again;\n"
	"	ld.param.u64 %d1, [out];\n"
	"	cvta.to.global.u64 %d1, %d1;\n"
	"	add.f32 %f1, %f1, %f8;\n"
	"	st.global.f32 [%d1], %f1;\n"
	"	ret;\n"
	"}\n";

/* What is used of libcuda.so.1; each returns 0 or an error's number. */
static struct {
	int (*init)(unsigned flags);
	int (*device_get)(int *ret, int index);
	int (*context_create)(void **ret, unsigned flags, int device);
	int (*module_load)(void **ret, const void *text);
	int (*function_get)(void **ret, void *module, const char *name);
	int (*allocate)(unsigned long long *ret, size_t size);
	int (*launch)(void *function, unsigned grid_x, unsigned grid_y,
		      unsigned grid_z, unsigned block_x, unsigned block_y,
		      unsigned block_z, unsigned shared, void *stream,
		      void **arguments, void **extra);
	int (*synchronize)(void);
} cuda;

static const struct {
	const char *name;
	void *slot;
} symbols[] = {
	{ "cuInit", &cuda.init },
	{ "cuDeviceGet", &cuda.device_get },
	{ "cuCtxCreate_v2", &cuda.context_create },
	{ "cuModuleLoadData", &cuda.module_load },
	{ "cuModuleGetFunction", &cuda.function_get },
	{ "cuMemAlloc_v2", &cuda.allocate },
	{ "cuLaunchKernel", &cuda.launch },
	{ "cuCtxSynchronize", &cuda.synchronize },
};

static int load_library(void)
{
	void *library = dlopen("libcuda.so.1", RTLD_NOW);

	if (!library)
		return -1;
	for (size_t i = 0; i < sizeof(symbols) / sizeof(*symbols); i++) {
		void *address = dlsym(library, symbols[i].name);

		if (!address)
			return -1;
		memcpy(symbols[i].slot, &address, sizeof(address));
	}
	return 0;
}

static int check(int code, const char *doing)
{
	if (code)
		fprintf(stderr, "cuda_load: cannot %s: CUDA error %d\n",
			doing, code);
	return code;
}

static void wait_until(time_t end)
{
	while (time(NULL) < end)
		nanosleep(&(struct timespec) { .tv_nsec = 50000000 }, NULL);
}

static int burn(time_t end)
{
	unsigned long long out;
	void *arguments[] = { &out };
	void *module, *function;

	if (check(cuda.module_load(&module, program), "load the program") ||
	    check(cuda.function_get(&function, module, "burn"), "find it") ||
	    check(cuda.allocate(&out, sizeof(float)), "allocate memory"))
		return 1;
	while (time(NULL) < end)
		if (check(cuda.launch(function, BLOCKS, 1, 1, THREADS, 1, 1, 0,
				      NULL, arguments, NULL), "launch it") ||
		    check(cuda.synchronize(), "wait for it"))
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	void *context;
	time_t end;
	int device;

	if (argc != 3 || (strcmp(argv[1], "context") &&
			  strcmp(argv[1], "load"))) {
		fprintf(stderr, "Usage: cuda_load context|load SECONDS\n");
		return 2;
	}
	if (load_library()) {
		fprintf(stderr, "cuda_load: libcuda.so.1 cannot be loaded\n");
		return SKIPPED;
	}
	if (check(cuda.init(0), "start CUDA") ||
	    check(cuda.device_get(&device, 0), "find a device") ||
	    check(cuda.context_create(&context, 0, device),
		  "make a context"))
		return 1;
	end = time(NULL) + atoi(argv[2]);
	if (!strcmp(argv[1], "load"))
		return burn(end);
	wait_until(end);
	return 0;
}
