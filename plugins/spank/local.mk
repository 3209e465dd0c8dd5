# SPDX-License-Identifier: GPL-2.0-or-later
# The SPANK plugin: of Slurm, it needs slurm/spank.h only.

if FH_SPANK
plugin_LTLIBRARIES += plugins/spank/spank_freehold.la
noinst_LTLIBRARIES += plugins/spank/libfhspank.la
dist_man_MANS += plugins/spank/spank_freehold.8
endif

EXTRA_DIST += plugins/spank/exports.list

# All but the entry file, for the unit tests too.
plugins_spank_libfhspank_la_SOURCES = \
	plugins/spank/spank_args.c \
	plugins/spank/spank_args.h \
	plugins/spank/spank_client.c \
	plugins/spank/spank_denied.c \
	plugins/spank/spank_denied.h \
	plugins/spank/spank_file.c \
	plugins/spank/spank_file.h \
	plugins/spank/spank_freehold.h \
	plugins/spank/spank_guard.c \
	plugins/spank/spank_guard.h \
	plugins/spank/spank_mask.c \
	plugins/spank/spank_mask.h \
	plugins/spank/spank_mount.c \
	plugins/spank/spank_mount.h \
	plugins/spank/spank_older.c \
	plugins/spank/spank_older.h \
	plugins/spank/spank_options.c \
	plugins/spank/spank_options.h \
	plugins/spank/spank_places.c \
	plugins/spank/spank_places.h \
	plugins/spank/spank_prolog.c \
	plugins/spank/spank_task.c \
	plugins/spank/spank_terms.c \
	plugins/spank/spank_terms.h \
	plugins/spank/spank_visible.c \
	plugins/spank/spank_visible.h \
	# End of plugins_spank_libfhspank_la_SOURCES

plugins_spank_libfhspank_la_CPPFLAGS = $(AM_CPPFLAGS) $(SLURM_CPPFLAGS)
plugins_spank_libfhspank_la_LIBADD = plugins/common/libfhcore.la

plugins_spank_spank_freehold_la_SOURCES = plugins/spank/spank_freehold.c
plugins_spank_spank_freehold_la_CPPFLAGS = $(AM_CPPFLAGS) $(SLURM_CPPFLAGS)

plugins_spank_spank_freehold_la_LDFLAGS = \
	$(FH_MODULE) \
	-export-symbols $(top_srcdir)/plugins/spank/exports.list \
	# End of plugins_spank_spank_freehold_la_LDFLAGS

plugins_spank_spank_freehold_la_LIBADD = \
	plugins/spank/libfhspank.la \
	$(FH_LAZY) \
	# End of plugins_spank_spank_freehold_la_LIBADD

plugins_spank_spank_freehold_la_DEPENDENCIES = \
	plugins/spank/exports.list \
	plugins/spank/libfhspank.la \
	# End of plugins_spank_spank_freehold_la_DEPENDENCIES
