# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The Freehold side of a sandbox: its configuration sources, the identity of
# its nodes, and the activation of the configuration.

freehold_check_built()
{
	local file

	for file in lib/freehold/{select_cons_tres,job_submit,spank}_freehold.so \
		sbin/freehold; do
		[[ -e $SB_PREFIX/$file ]] ||
			die "$SB_PREFIX/$file is missing; build it with:" \
				"./autogen.sh && mkdir -p build && cd build &&" \
				"../configure --prefix=\$PWD/inst &&" \
				"make install; or use --select stock"
	done
}

# The users' own sbatch loads the SPANK plugin: a tree below a directory that
# is closed to them, such as root's home, is copied into the sandbox.
freehold_copy_prefix()
{
	local name

	[[ $EUID -eq 0 ]] || return 0
	! users_can_reach "$SB_PREFIX" || return 0
	mkdir "$SB_DIR/prefix"
	for name in bin sbin lib libexec share; do
		[[ ! -e $SB_PREFIX/$name ]] ||
			cp -R -- "$SB_PREFIX/$name" "$SB_DIR/prefix/"
	done
	chmod -R go+rX "$SB_DIR/prefix"
	SB_PREFIX=$SB_DIR/prefix
}

# json_list ITEM...: the items, which are JSON already, with commas between.
json_list()
{
	local IFS=,

	printf '%s' "$*"
}

# The running nodes of a zone as one node list, or nothing.
zone_nodes()
{
	local node
	local -a found=()

	for node in "${NODES[@]}"; do
		[[ ${NODE_ZONE[$node]} != "$1" ]] || found+=("$node")
	done
	json_list "${found[@]}"
}

# What zones.json and node.json both say about a zone.
write_zone_values()
{
	printf '"site": "%s", "jurisdiction": "%s", ' \
		"${ZONE_SITE[$1]}" "${ZONE_JURISDICTION[$1]}"
	[[ -z ${ZONE_REGIME[$1]} ]] ||
		printf '"regime": "%s", ' "${ZONE_REGIME[$1]}"
	printf '"tenancy": "%s", "operator": "%s"' \
		"${ZONE_TENANCY[$1]}" "${ZONE_OPERATOR[$1]}"
}

write_zones_json()
{
	local site zone nodes separator=

	printf '{\n\t"sites": {'
	for site in "${SITES[@]}"; do
		printf '%s "%s": {}' "$separator" "$site"
		separator=,
	done
	printf ' },\n\t"zones": {'
	separator=
	for zone in "${ZONES[@]}"; do
		nodes=$(zone_nodes "$zone")
		printf '%s\n\t\t"%s": {\n\t\t\t%s' \
			"$separator" "$zone" "$(write_zone_values "$zone")"
		[[ ${ZONE_AIR_GAPPED[$zone]} == no ]] ||
			printf ',\n\t\t\t"air_gapped": true'
		[[ -z $nodes ]] || printf ',\n\t\t\t"nodes": "%s"' "$nodes"
		printf '\n\t\t}'
		separator=,
	done
	printf '\n\t}\n}\n'
}

# Every type has a price in every zone.
write_zone_prices()
{
	local type separator=

	printf '"accelerator_hour": {'
	for type in "${!TYPE_PRICE[@]}"; do
		printf '%s "%s": %s' "$separator" "$type" "$(awk \
			-v price="${TYPE_PRICE[$type]}" \
			-v percent="${ZONE_PERCENT[$1]}" \
			'BEGIN { printf "%.4f", price * percent / 100 }')"
		separator=,
	done
	printf ' },\n\t\t\t"core_hour": 0.012, "gib_hour": 0.0016, '
	printf '"kwh": %s, "pue": %s' "${ZONE_KWH[$1]}" "${ZONE_PUE[$1]}"
	[[ -z ${ZONE_CARBON[$1]:-} ]] ||
		printf ', "carbon_g_per_kwh": %s' "${ZONE_CARBON[$1]}"
}

write_rates_json()
{
	local zone separator=

	printf '{\n\t"currency": "USD", "billing_timezone": "UTC",\n'
	printf '\t"cards": [ {\n\t\t"valid_from": "2024-01-01",\n'
	printf '\t\t"source": "simulated: sandbox prices",\n\t\t"zones": {'
	for zone in "${ZONES[@]}"; do
		printf '%s\n\t\t\t"%s": {\n\t\t\t%s }' "$separator" "$zone" \
			"$(write_zone_prices "$zone")"
		separator=,
	done
	printf '\n\t\t}\n\t} ]\n}\n'
}

# node.json is what a node's own administrator says about it; the sampler
# reads the other two.
write_node_files()
{
	local node dir

	for node in "${NODES[@]}"; do
		dir=$SB_DIR/etc/nodes/$node
		mkdir -p "$dir"
		printf '{ "zone": "%s", %s }\n' "${NODE_ZONE[$node]}" \
			"$(write_zone_values "${NODE_ZONE[$node]}")" \
			>"$dir/node.json"
		ln -s ../../freehold/accelerators.json \
			../../freehold/energy.json "$dir/"
	done
}

# Guarding datasets takes root and a kernel that lets it make mount namespaces.
datasets_possible()
{
	[[ $EUID -eq 0 ]] && unshare --mount --propagation slave true 2>/dev/null
}

# What the policy calls /SANDBOX/data: files that every user could read and
# write, were it not for their jobs' terms.
make_datasets()
{
	local policy=$SB_DIR/etc/freehold/policy.json name

	datasets_possible || {
		say "this host lets nobody guard datasets here; left out"
		sed -i '/^\t"datasets": {$/,/^\t},$/d' "$policy"
		return 0
	}
	sed -i "s|/SANDBOX/|$SB_DIR/|" "$policy"
	mkdir "$SB_DIR/data"
	for name in scans genomes; do
		mkdir -m 1777 "$SB_DIR/data/$name"
		printf 'data of %s\n' "$name" >"$SB_DIR/data/$name/data"
		chmod 666 "$SB_DIR/data/$name/data"
	done
}

# Sources of --freehold DIR win over those made here.
make_freehold_configuration()
{
	local dir=$SB_DIR/etc/freehold

	mkdir "$dir"
	cp "$SB_HOME"/freehold/*.json "$dir/"
	write_zones_json >"$dir/zones.json"
	write_rates_json >"$dir/rates.json"
	write_energy_json >"$dir/energy.json"
	write_node_files
	[[ -z $SB_FREEHOLD_SOURCES ]] || {
		[[ -d $SB_FREEHOLD_SOURCES ]] ||
			die "--freehold: no directory $SB_FREEHOLD_SOURCES"
		find "$SB_FREEHOLD_SOURCES" -maxdepth 1 -name '*.json' \
			-exec cp {} "$dir/" ';'
	}
	make_datasets
}

# slurmctld refuses to start without an active configuration.
freehold_activate()
{
	in_sandbox "$SB_PREFIX/sbin/freehold" activate "$SB_DIR/etc/freehold" \
		--state-dir "$SB_DIR/state" --publish "$SB_DIR/published" \
		--no-reconfigure >"$SB_DIR/log/activate.out" 2>&1 || {
		say "the Freehold configuration was not activated:"
		sed 's/^/    /' "$SB_DIR/log/activate.out" >&2
		exit 1
	}
}
