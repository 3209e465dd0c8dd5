# SPDX-License-Identifier: GPL-2.0-or-later
# Shipped configuration: installed below share/freehold/conf for an
# administrator to copy; nothing in sysconfdir is ever written.

nobase_dist_pkgdata_DATA += \
	conf/accelerators.json \
	conf/energy.json \
	conf/plugstack.conf.snippet \
	conf/policy.json \
	conf/rates.json \
	conf/slurm.conf.snippet \
	conf/zones.json \
	conf/schema/accelerators.schema.json \
	conf/schema/energy.schema.json \
	conf/schema/policy.schema.json \
	conf/schema/rates.schema.json \
	conf/schema/zones.schema.json \
	# End of nobase_dist_pkgdata_DATA

dist_man_MANS += conf/freehold.5
