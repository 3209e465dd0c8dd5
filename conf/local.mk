# SPDX-License-Identifier: GPL-2.0-or-later
# Shipped configuration: installed below share/freehold/conf for an
# administrator to copy; nothing in sysconfdir is ever written.

nobase_dist_pkgdata_DATA += \
	conf/accelerators.json \
	conf/energy.json \
	conf/grafana/freehold-cost.json \
	conf/plugstack.conf.snippet \
	conf/policy.json \
	conf/rates.json \
	conf/slurm.conf.snippet \
	conf/zones.json \
	conf/schema/accelerators.schema.json \
	conf/schema/energy.schema.json \
	conf/schema/policy.schema.json \
	conf/schema/rates.schema.json \
	conf/schema/residency.schema.json \
	conf/schema/scost-jobs.schema.json \
	conf/schema/scost-report.schema.json \
	conf/schema/scost-tco.schema.json \
	conf/schema/zones.schema.json \
	# End of nobase_dist_pkgdata_DATA

# The residency catalogue is read where it is installed.
residencydir = $(pkgdatadir)/residency
dist_residency_DATA = \
	conf/residency/africa.json \
	conf/residency/americas.json \
	conf/residency/east-asia.json \
	conf/residency/eu-adequacy.json \
	conf/residency/eurasia.json \
	conf/residency/europe.json \
	conf/residency/middle-east.json \
	conf/residency/oceania.json \
	conf/residency/south-asia.json \
	conf/residency/southeast-asia.json \
	# End of dist_residency_DATA

dist_man_MANS += conf/freehold.5 conf/freehold-residency.5
