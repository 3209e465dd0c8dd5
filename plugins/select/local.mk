# SPDX-License-Identifier: GPL-2.0-or-later
# The wrapper around select/cons_tres, with the part of the shim that is its
# alone.

if FH_SELECT
plugin_LTLIBRARIES += plugins/select/select_cons_tres_freehold.la
endif

dist_man_MANS += plugins/select/select_cons_tres_freehold.8
EXTRA_DIST += plugins/select/exports.list

plugins_select_select_cons_tres_freehold_la_SOURCES = \
	plugins/select/select_audit.c \
	plugins/select/select_audit.h \
	plugins/select/select_budget.c \
	plugins/select/select_budget.h \
	plugins/select/select_cons_tres_freehold.c \
	plugins/select/select_defer.c \
	plugins/select/select_narrow.c \
	plugins/select/select_narrow.h \
	plugins/select/select_delegate.c \
	plugins/select/select_delegate.h \
	plugins/select/select_money.c \
	plugins/select/select_place.c \
	plugins/select/select_place.h \
	plugins/select/select_share.c \
	plugins/select/select_share.h \
	plugins/select/select_start.c \
	plugins/select/select_symbols.h \
	plugins/select/select_test.c \
	plugins/select/select_view.c \
	plugins/select/select_view.h \
	plugins/select/select_wait.c \
	plugins/shim/fh_slurm_end.c \
	plugins/shim/fh_slurm_end.h \
	plugins/shim/fh_slurm_select.c \
	plugins/shim/fh_slurm_select.h \
	plugins/shim/fh_slurm_swap.c \
	plugins/shim/fh_slurm_swap.h \
	plugins/shim/fh_slurm_zones.c \
	plugins/shim/fh_slurm_zones.h \
	# End of plugins_select_select_cons_tres_freehold_la_SOURCES

plugins_select_select_cons_tres_freehold_la_CPPFLAGS = \
	$(AM_CPPFLAGS) \
	-I$(top_srcdir)/plugins/shim \
	-I$(top_srcdir)/plugins/ctld \
	$(SLURM_PRIVATE_CPPFLAGS) \
	# End of plugins_select_select_cons_tres_freehold_la_CPPFLAGS

plugins_select_select_cons_tres_freehold_la_LDFLAGS = \
	$(FH_MODULE) \
	$(FH_BESIDE) \
	-export-symbols $(top_srcdir)/plugins/select/exports.list \
	# End of plugins_select_select_cons_tres_freehold_la_LDFLAGS

plugins_select_select_cons_tres_freehold_la_LIBADD = \
	$(FH_CTLD_LIB) \
	plugins/shim/libfhshim.la \
	plugins/common/libfhcore.la \
	$(FH_LAZY) \
	# End of plugins_select_select_cons_tres_freehold_la_LIBADD

plugins_select_select_cons_tres_freehold_la_DEPENDENCIES = \
	plugins/select/exports.list \
	plugins/ctld/libfreehold_ctld.la \
	plugins/shim/libfhshim.la \
	plugins/common/libfhcore.la \
	# End of plugins_select_select_cons_tres_freehold_la_DEPENDENCIES
