# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Reads a layout file. Its format is explained at the head of
# layouts/default.layout; the result is in the arrays below.

declare -a SITES=() ZONES=() NODES=() ACCOUNTS=() USERS=()
declare -A TYPE_ENV=() TYPE_MAX=() TYPE_PRICE=() TYPE_METER=() TYPE_WATTS=()
declare -A ZONE_PERCENT ZONE_KWH ZONE_PUE ZONE_CARBON
declare -A ZONE_SITE ZONE_JURISDICTION ZONE_TENANCY ZONE_OPERATOR
declare -A ZONE_REGIME ZONE_AIR_GAPPED
declare -A NODE_ZONE NODE_TYPE NODE_COUNT NODE_CORES NODE_MEMORY NODE_LINE
declare -A NODE_METERS
declare -A USER_ACCOUNTS

# The keys each kind of line takes; a ! marks those it needs.
declare -A LAYOUT_KEYS=(
	[type]='env! price! meter watts'
	[site]=''
	[zone]='site! jurisdiction! tenancy! operator! regime air_gapped'
	[node]='zone! cores! memory! accel meters'
	[price]='percent! kwh! pue! carbon'
	[account]=''
	[user]='account!'
)

# The form of each value.
declare -A LAYOUT_FORM=(
	[env]='cuda|rocm|none'
	[price]='[0-9]{1,6}(\.[0-9]{1,4})?'
	[meter]='fake|gpu_metrics|hwmon|model|none'
	[meters]='powercap|pm_counters'
	[watts]='[0-9]{1,4}-[0-9]{1,4}'
	[percent]='[1-9][0-9]{0,3}'
	[kwh]='[0-9]{1,3}(\.[0-9]{1,4})?'
	[carbon]='[0-9]{1,4}'
	[pue]='[1-9](\.[0-9]{1,4})?'
	[site]='[a-z][a-z0-9_-]*'
	[zone]='[a-z][a-z0-9_-]*'
	[jurisdiction]='[A-Z]{2}(-[A-Z0-9]{1,3})?'
	[tenancy]='owned|leased|cloud'
	[operator]='[a-z][a-z0-9_-]*'
	[regime]='[A-Za-z][A-Za-z0-9_-]*'
	[air_gapped]='yes|no'
	[cores]='[1-9][0-9]{0,3}'
	[memory]='[1-9][0-9]{0,8}'
	[accel]='[a-z][a-z0-9_]*:[1-9][0-9]{0,2}'
	[account]='[a-z][a-z0-9_-]*(,[a-z][a-z0-9_-]*)*'
)

layout_error()
{
	die "$LAYOUT_AT: $*"
}

# Splits KEY=VALUE words into the array KV, checked against the tables.
layout_words()
{
	local kind=$1 word key
	shift

	for word in "$@"; do
		key=${word%%=*}
		[[ $word == *=* && " ${LAYOUT_KEYS[$kind]//!/} " == *" $key "* ]] ||
			layout_error "a $kind takes ${LAYOUT_KEYS[$kind]//!/}," \
				"not '$word'"
		[[ ${word#*=} =~ ^(${LAYOUT_FORM[$key]})$ ]] ||
			layout_error "'$word' is not $key=${LAYOUT_FORM[$key]}"
		KV[$key]=${word#*=}
	done
	for word in ${LAYOUT_KEYS[$kind]}; do
		[[ $word != *! || -n ${KV[${word%!}]:-} ]] ||
			layout_error "this $kind needs ${word%!}="
	done
}

# "tx-h[1-4]" -> tx-h1 tx-h2 tx-h3 tx-h4
layout_expand()
{
	local i

	if [[ $1 =~ ^([a-z][a-z0-9-]*)\[([0-9]{1,3})-([0-9]{1,3})\]$ ]]; then
		for ((i = 10#${BASH_REMATCH[2]}; i <= 10#${BASH_REMATCH[3]}; i++)); do
			printf '%s%d\n' "${BASH_REMATCH[1]}" "$i"
		done
	elif [[ $1 =~ ^[a-z][a-z0-9-]*$ ]]; then
		printf '%s\n' "$1"
	fi
}

layout_node()
{
	local names=$1 name type count
	local -a list

	[[ -n ${ZONE_SITE[${KV[zone]}]:-} ]] ||
		layout_error "no zone ${KV[zone]} above this line"
	type=${KV[accel]:-} count=0
	if [[ -n $type ]]; then
		count=${type#*:} type=${type%:*}
		[[ -n ${TYPE_ENV[$type]:-} ]] ||
			layout_error "no type $type above this line"
		[[ $count -le ${TYPE_MAX[$type]:-0} ]] || TYPE_MAX[$type]=$count
	fi
	mapfile -t list < <(layout_expand "$names")
	[[ ${#list[@]} -gt 0 ]] ||
		layout_error "'$names' is not NAME or NAME[FIRST-LAST]"
	for name in "${list[@]}"; do
		[[ -z ${NODE_ZONE[$name]:-} ]] ||
			layout_error "node $name is there twice"
		NODES+=("$name")
		NODE_ZONE[$name]=${KV[zone]}
		NODE_TYPE[$name]=$type
		NODE_COUNT[$name]=$count
		NODE_CORES[$name]=${KV[cores]}
		NODE_MEMORY[$name]=${KV[memory]}
		NODE_METERS[$name]=${KV[meters]:-powercap}
		NODE_LINE[$name]=$LAYOUT_AT
	done
}

layout_zone()
{
	[[ " ${SITES[*]} " == *" ${KV[site]} "* ]] ||
		layout_error "no site ${KV[site]} above this line"
	ZONES+=("$1")
	ZONE_SITE[$1]=${KV[site]}
	ZONE_JURISDICTION[$1]=${KV[jurisdiction]}
	ZONE_TENANCY[$1]=${KV[tenancy]}
	ZONE_OPERATOR[$1]=${KV[operator]}
	ZONE_REGIME[$1]=${KV[regime]:-}
	ZONE_AIR_GAPPED[$1]=${KV[air_gapped]:-no}
	ZONE_PERCENT[$1]=100 ZONE_KWH[$1]=0.12 ZONE_PUE[$1]=1.3
}

layout_type()
{
	local watts=${KV[watts]:-50-300}

	[[ ${watts%-*} -le ${watts#*-} ]] ||
		layout_error "watts=$watts: the idle power comes first"
	TYPE_ENV[$1]=${KV[env]}
	TYPE_PRICE[$1]=${KV[price]}
	TYPE_METER[$1]=${KV[meter]:-none}
	TYPE_WATTS[$1]=$watts
}

layout_price()
{
	[[ -n ${ZONE_SITE[$1]:-} ]] || layout_error "no zone $1 above this line"
	ZONE_PERCENT[$1]=${KV[percent]}
	ZONE_KWH[$1]=${KV[kwh]}
	ZONE_PUE[$1]=${KV[pue]}
	ZONE_CARBON[$1]=${KV[carbon]:-}
}

layout_line()
{
	local kind=$1 name=${2:-}
	local -A KV=()

	[[ -v LAYOUT_KEYS[$kind] ]] ||
		layout_error "'$kind' is none of ${!LAYOUT_KEYS[*]}"
	[[ $kind == node || $name =~ ^[a-z][a-z0-9_-]*$ ]] ||
		layout_error "'$name' is no name; use a-z, 0-9, _ and -"
	layout_words "$kind" "${@:3}"
	case $kind in
	type) layout_type "$name" ;;
	price) layout_price "$name" ;;
	site) SITES+=("$name") ;;
	zone) layout_zone "$name" ;;
	node) layout_node "$name" ;;
	account) ACCOUNTS+=("$name") ;;
	user)
		USERS+=("$name")
		USER_ACCOUNTS[$name]=${KV[account]}
		;;
	esac
}

# Keeps N nodes, the first of every line, then the second of every line and
# so on: a small sandbox still has many types and zones.
layout_limit()
{
	local limit=$1 node turn=0
	local -a kept=()
	local -A rank=() seen=()

	[[ $limit -gt 0 && $limit -lt ${#NODES[@]} ]] || return 0
	for node in "${NODES[@]}"; do
		rank[$node]=${seen[${NODE_LINE[$node]}]:-0}
		seen[${NODE_LINE[$node]}]=$((rank[$node] + 1))
	done
	while [[ ${#kept[@]} -lt $limit ]]; do
		for node in "${NODES[@]}"; do
			[[ ${rank[$node]} -eq $turn ]] || continue
			[[ ${#kept[@]} -ge $limit ]] || kept+=("$node")
		done
		turn=$((turn + 1))
	done
	NODES=("${kept[@]}")
}

# layout_read FILE LIMIT (0: all nodes)
layout_read()
{
	local line number=0
	local -a words

	[[ -r $1 ]] || die "cannot read the layout $1"
	while IFS= read -r line || [[ -n $line ]]; do
		number=$((number + 1))
		LAYOUT_AT=$1:$number
		read -ra words <<<"${line%%#*}"
		[[ ${#words[@]} -eq 0 ]] || layout_line "${words[@]}"
	done <"$1"
	[[ ${#NODES[@]} -gt 0 ]] || die "$1 has no node"
	layout_limit "$2"
	[[ ${#NODES[@]} -le 180 ]] ||
		die "$1 has ${#NODES[@]} nodes; a sandbox takes 180 at most"
}

# The accelerator types that nodes of this sandbox have, one per line.
layout_types()
{
	local node

	for node in "${NODES[@]}"; do
		[[ -z ${NODE_TYPE[$node]} ]] || printf '%s\n' "${NODE_TYPE[$node]}"
	done | sort -u
}

# layout_site_nodes SITE: its nodes, joined by commas.
layout_site_nodes()
{
	local node
	local -a found=()

	for node in "${NODES[@]}"; do
		[[ ${ZONE_SITE[${NODE_ZONE[$node]}]} != "$1" ]] || found+=("$node")
	done
	(IFS=,; printf '%s\n' "${found[*]}")
}
