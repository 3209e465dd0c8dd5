# SPDX-License-Identifier: GPL-2.0-or-later
# The core: linked into every plugin and tool, seen by nobody else.

noinst_LTLIBRARIES += plugins/common/libfhcore.la

plugins_common_libfhcore_la_SOURCES = \
	plugins/common/fh_bundle.c \
	plugins/common/fh_bundle.h \
	plugins/common/fh_catalog.c \
	plugins/common/fh_catalog.h \
	plugins/common/fh_codec.c \
	plugins/common/fh_codec.h \
	plugins/common/fh_conf.c \
	plugins/common/fh_conf.h \
	plugins/common/fh_cost.c \
	plugins/common/fh_cost.h \
	plugins/common/fh_counter.c \
	plugins/common/fh_counter.h \
	plugins/common/fh_diag.c \
	plugins/common/fh_diag.h \
	plugins/common/fh_energy.c \
	plugins/common/fh_energy.h \
	plugins/common/fh_energy_split.c \
	plugins/common/fh_error.c \
	plugins/common/fh_error.h \
	plugins/common/fh_estimate.c \
	plugins/common/fh_estimate.h \
	plugins/common/fh_estimate_line.c \
	plugins/common/fh_file.c \
	plugins/common/fh_file.h \
	plugins/common/fh_identity.c \
	plugins/common/fh_identity.h \
	plugins/common/fh_identity_read.c \
	plugins/common/fh_journal.h \
	plugins/common/fh_journal_decode.c \
	plugins/common/fh_journal_encode.c \
	plugins/common/fh_journal_key.c \
	plugins/common/fh_journal_key.h \
	plugins/common/fh_journal_valid.c \
	plugins/common/fh_journal_value.c \
	plugins/common/fh_journal_value.h \
	plugins/common/fh_json.c \
	plugins/common/fh_json.h \
	plugins/common/fh_json_canonical.c \
	plugins/common/fh_json_comment.c \
	plugins/common/fh_json_index.c \
	plugins/common/fh_json_index.h \
	plugins/common/fh_judge.c \
	plugins/common/fh_judge.h \
	plugins/common/fh_line.c \
	plugins/common/fh_line.h \
	plugins/common/fh_meter.c \
	plugins/common/fh_meter.h \
	plugins/common/fh_meter_node.c \
	plugins/common/fh_meter_node.h \
	plugins/common/fh_meter_read.c \
	plugins/common/fh_nodeset.c \
	plugins/common/fh_nodeset.h \
	plugins/common/fh_option.c \
	plugins/common/fh_option.h \
	plugins/common/fh_place.c \
	plugins/common/fh_place.h \
	plugins/common/fh_policy.c \
	plugins/common/fh_policy.h \
	plugins/common/fh_policy_account.c \
	plugins/common/fh_policy_dataset.c \
	plugins/common/fh_policy_read.c \
	plugins/common/fh_policy_read.h \
	plugins/common/fh_quote.c \
	plugins/common/fh_quote.h \
	plugins/common/fh_rate.c \
	plugins/common/fh_rate.h \
	plugins/common/fh_rate_read.c \
	plugins/common/fh_reader.c \
	plugins/common/fh_reader.h \
	plugins/common/fh_reader_value.c \
	plugins/common/fh_request.c \
	plugins/common/fh_request.h \
	plugins/common/fh_result.c \
	plugins/common/fh_result.h \
	plugins/common/fh_split.c \
	plugins/common/fh_split.h \
	plugins/common/fh_strlist.c \
	plugins/common/fh_strlist.h \
	plugins/common/fh_suggest.c \
	plugins/common/fh_suggest.h \
	plugins/common/fh_terms.c \
	plugins/common/fh_terms.h \
	plugins/common/fh_terms_check.h \
	plugins/common/fh_terms_make.c \
	plugins/common/fh_terms_names.c \
	plugins/common/fh_terms_zones.c \
	plugins/common/fh_units.c \
	plugins/common/fh_units.h \
	plugins/common/fh_units_format.c \
	plugins/common/fh_wide.c \
	plugins/common/fh_wide.h \
	plugins/common/fh_zone.c \
	plugins/common/fh_zone.h \
	plugins/common/fh_zone_read.c \
	plugins/common/fh_zone_stay.c \
	plugins/common/fh_zone_stay.h \
	# End of plugins_common_libfhcore_la_SOURCES

plugins_common_libfhcore_la_CFLAGS = $(AM_CFLAGS) -fvisibility=hidden
plugins_common_libfhcore_la_LIBADD = $(JSON_C_LIBS) $(CRYPTO_LIBS)
