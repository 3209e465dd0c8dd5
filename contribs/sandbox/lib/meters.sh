# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The simulated meters of a sandbox and what reads them. DIR/hw/NODE is the
# root of a node's hardware, with files as Linux has them in /sys; one program,
# freehold-meters, counts the energy of all of them. Two CPU packages and
# their memory draw a constant power, and so does each accelerator: a sandbox
# cannot know how busy a device would be, so device I of type T draws the idle
# power of T and (25 + 10 x (I mod 6)) % of what lies above. A test says
# otherwise by writing "gpu0 350" or "all 0" into DIR/hw/NODE/watts, and reads
# the truth in DIR/hw/NODE/truth.

METER_PERIOD_MS=100
METER_PACKAGE_W=95
METER_DRAM_W=18
METER_FANS_W=160
METER_NODE_VALUES='
		  "cpu_idle_watts": 120, "cpu_max_watts": 700,
		  "memory_idle_watts": 12'
# microjoules after which a counter starts again at 0: as on most machines,
# and soon, on every second node
METER_RANGE_LONG=262143328850
METER_RANGE_SHORT=12000000000

# Only with our plugin is there somebody to read the meters.
meters_choose()
{
	SB_ENERGY=no
	[[ $SB_SELECT != freehold ||
		! -e $SB_PREFIX/lib/freehold/acct_gather_energy_freehold.so ||
		! -x $SB_PREFIX/libexec/freehold/freehold-meters ]] ||
		SB_ENERGY=yes
}

# meter_add NAME WATTS FORM LIMIT DIRECTORY FILE [STATIC-FILE TEXT]...: of the
# node METER_NODE. Directories are made all at once, files after them.
meter_add()
{
	local name=$1 watts=$2 form=$3 limit=$4 dir=$5 file=$6
	shift 6

	METER_LINES+=("$METER_NODE $name $watts $form $limit $dir/$file")
	METER_DIRS+=("$SB_DIR/hw/$METER_NODE/$dir")
	while [[ $# -gt 0 ]]; do
		METER_FILES["$SB_DIR/hw/$METER_NODE/$dir/$1"]=$2
		shift 2
	done
}

meters_cpu()
{
	local range=$1 base=sys/class/powercap/intel-rapl i

	for i in 0 1; do
		meter_add "package-$i" "$METER_PACKAGE_W" uj "$range" \
			"$base:$i" energy_uj \
			name "package-$i" max_energy_range_uj "$range"
	done
	meter_add dram-0 "$METER_DRAM_W" uj "$range" "$base:0:0" energy_uj \
		name dram max_energy_range_uj "$range"
}

# A Cray node: its own counter has all that its parts draw, and its fans.
meters_pm_counters()
{
	local dir=sys/cray/pm_counters i

	meter_add cpu $((2 * METER_PACKAGE_W)) joules 0 "$dir" cpu_energy
	meter_add memory "$METER_DRAM_W" joules 0 "$dir" memory_energy
	for ((i = 0; i < NODE_COUNT[$METER_NODE]; i++)); do
		meter_add "gpu$i" \
			"$(accelerator_watts "${NODE_TYPE[$METER_NODE]}" "$i")" \
			joules 0 "$dir" "accel${i}_energy"
	done
	meter_add fans "$METER_FANS_W" node_joules 0 "$dir" energy \
		startup 1 version 2
	meter_add power 0 node_watts 0 "$dir" power
	meter_add scans 0 scans 0 "$dir" freshness
}

# accelerator_watts TYPE INDEX
accelerator_watts()
{
	local idle=${TYPE_WATTS[$1]%-*} most=${TYPE_WATTS[$1]#*-}

	printf '%d' $((idle + (most - idle) * (25 + 10 * ($2 % 6)) / 100))
}

# The kinds of meter that an accelerator may have, as the layout names them:
# meter_KIND TYPE INDEX WATTS
meter_fake()
{
	meter_add "gpu$2" "$3" fake "$2" fake meters
}

meter_gpu_metrics()
{
	meter_add "gpu$2" "$3" gpu_metrics 0 "sys/class/drm/card$2/device" \
		gpu_metrics vendor 0x1002
}

meter_hwmon()
{
	meter_add "gpu$2" "$3" uj 0 "sys/class/hwmon/hwmon$2" \
		energy1_input name xe
}

meters_accelerators()
{
	local type=${NODE_TYPE[$METER_NODE]} kind i

	kind=${TYPE_METER[$type]}
	[[ $kind != none && $kind != model ]] || return 0
	for ((i = 0; i < NODE_COUNT[$METER_NODE]; i++)); do
		"meter_$kind" "$type" "$i" "$(accelerator_watts "$type" "$i")"
	done
}

# meters_of_node RANGE: of METER_NODE
meters_of_node()
{
	if [[ ${NODE_METERS[$METER_NODE]} == pm_counters ]]; then
		meters_pm_counters
		return
	fi
	meters_cpu "$1"
	[[ -z ${NODE_TYPE[$METER_NODE]} ]] || meters_accelerators
}

make_meters()
{
	local METER_NODE i file range
	local -a METER_LINES=() METER_DIRS=()
	local -A METER_FILES=()

	for i in "${!NODES[@]}"; do
		METER_NODE=${NODES[i]} range=$METER_RANGE_LONG
		[[ $((i % 2)) -eq 0 ]] || range=$METER_RANGE_SHORT
		meters_of_node "$range"
	done
	mkdir -p "${METER_DIRS[@]}"
	for file in "${!METER_FILES[@]}"; do
		printf '%s\n' "${METER_FILES[$file]}" >"$file"
	done
	printf '%s\n' "${METER_LINES[@]}" >"$SB_DIR/hw/meters"
}

meters_start()
{
	daemon_spawn meters "$SB_PREFIX/libexec/freehold/freehold-meters" \
		"$SB_DIR/hw" "$METER_PERIOD_MS"
}

# Do the files have their first figures?
meters_count()
{
	[[ -s $SB_DIR/hw/${NODES[-1]}/truth ]]
}

# node_kind NODE: what energy.json says of it, SENSOR[,SENSOR] TYPE:COUNT; no
# accelerators are ":0".
node_kind()
{
	local type=${NODE_TYPE[$1]} sensors=${NODE_METERS[$1]}

	[[ -z $type || $sensors == pm_counters ||
		${TYPE_METER[$type]} == none ]] ||
		sensors+=,${TYPE_METER[$type]}
	printf '%s %s:%d\n' "$sensors" "$type" "${NODE_COUNT[$1]}"
}

# The node kinds there are, each with its nodes: KIND NODE[,NODE...]
node_kinds()
{
	local node kind
	local -A found=()

	for node in "${NODES[@]}"; do
		kind=$(node_kind "$node")
		found[$kind]+=${found[$kind]:+,}$node
	done
	for kind in "${!found[@]}"; do
		printf '%s %s\n' "$kind" "${found[$kind]}"
	done | sort
}

write_energy_json()
{
	local sensors accel nodes separator=

	printf '// All of these meters are simulated.\n{\n\t"nodes": ['
	while read -r sensors accel nodes; do
		printf '%s\n\t\t{ "nodes": "%s",\n\t\t  "sensors": ["%s"],' \
			"$separator" "$nodes" "${sensors//,/\", \"}"
		[[ $accel == :0 ]] ||
			printf '\n\t\t  "accelerators": "%s",' "$accel"
		printf '%s }' "$METER_NODE_VALUES"
		separator=,
	done < <(node_kinds)
	printf '\n\t]\n}\n'
}
