# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Writes the Slurm configuration of a sandbox from its layout.

declare -A CONF=()		# slurm.conf: key -> value
declare -a CONF_ORDER=()	# its keys in the order of their first setting
declare -a CONF_LINES=()	# node and partition lines of --conf-extra

# A key is set once, whatever its case: the last setting wins.
conf_set()
{
	local key

	for key in "${CONF_ORDER[@]}"; do
		if [[ ${key,,} == "${1,,}" ]]; then
			CONF[$key]=$2
			return 0
		fi
	done
	CONF_ORDER+=("$1")
	CONF[$1]=$2
}

conf_set_word()
{
	[[ $1 =~ ^([A-Za-z]+)=(.*)$ ]] || die "'$1' is not KEY=VALUE"
	conf_set "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
}

# Lines of --conf-extra: a lone KEY=VALUE replaces the generated one, the
# lines that describe nodes and partitions are added.
conf_extra()
{
	local line key

	[[ -r $1 ]] || die "cannot read $1"
	while read -r line || [[ -n $line ]]; do
		line=$(sed 's/#.*//; s/[[:space:]]*$//' <<<"$line")
		key=${line%%=*}
		case ${key,,} in
		'') ;;
		nodename|partitionname|nodeset|downnodes) CONF_LINES+=("$line") ;;
		*) conf_set_word "$line" ;;
		esac
	done <"$1"
}

# The place of everything: all below SB_DIR, all ports in the sandbox's block.
# The daemons listen on every address, since Slurm can bind them only to that
# of the host's name; munge's private key keeps strangers out.
conf_places()
{
	conf_set ClusterName freehold
	conf_set SlurmctldHost 'localhost(127.0.0.1)'
	conf_set SlurmctldPort "$SB_PORT"
	conf_set AuthType auth/munge
	# A requeued job waits as long as credentials last: 2 minutes by default.
	conf_set AuthInfo "socket=$SB_DIR/run/munge.socket,cred_expire=15"
	conf_set CredType cred/munge
	conf_set SlurmUser "$(id -un)"
	conf_set SlurmdUser "$(id -un)"
	conf_set StateSaveLocation "$SB_DIR/state"
	conf_set SlurmdSpoolDir "$SB_DIR/spool/%n"
	conf_set SlurmctldPidFile "$SB_DIR/run/slurmctld.pid"
	conf_set SlurmdPidFile "$SB_DIR/run/slurmd.%n.pid"
	conf_set SlurmctldLogFile "$SB_DIR/log/slurmctld.log"
	conf_set SlurmdLogFile "$SB_DIR/log/slurmd.%n.log"
	conf_set PluginDir "$(conf_plugin_dir)"
	conf_set PlugStackConfig "$SB_DIR/etc/plugstack.conf"
	conf_set MailProg /bin/true
}

conf_plugin_dir()
{
	local stock

	stock=$(slurm_plugin_dir)
	[[ $SB_SELECT != freehold ]] || printf '%s:' "$SB_PREFIX/lib/freehold"
	printf '%s\n' "$stock"
}

# Scheduling: quick passes, so that a test sees the effect of what it did, and
# the two backfill settings that deferral by begin time needs.
conf_scheduling()
{
	conf_set SelectType select/cons_tres
	conf_set SelectTypeParameters CR_Core_Memory
	if [[ $SB_SELECT == freehold ]]; then
		conf_set SelectType select/cons_tres_freehold
		conf_set JobSubmitPlugins freehold
	fi
	conf_set SchedulerType sched/backfill
	conf_set SchedulerParameters "bf_interval=2,bf_max_job_test=1000,\
bf_min_age_reserve=1,bf_min_prio_reserve=1,sched_min_interval=200000,\
batch_sched_delay=0,default_queue_depth=1000"
	conf_set PriorityType priority/multifactor
	conf_set PriorityWeightAge 1000
	conf_set PriorityWeightFairshare 10000
	conf_set PriorityWeightPartition 1000
	conf_set PreemptType preempt/partition_prio
	conf_set PreemptMode REQUEUE
	conf_set JobRequeue 1
	conf_set MinJobAge 3600
	conf_set MaxArraySize 10001
	conf_set MaxJobCount 50000
}

# Daemons: nodes may claim more cores than the machine has, and a job that is
# cancelled goes quickly.
conf_nodes_behaviour()
{
	conf_set SlurmdParameters config_overrides
	conf_set ReturnToService 2
	conf_set SlurmdTimeout 60
	conf_set MessageTimeout 30
	conf_set KillWait 3
	conf_set TreeWidth 65533
	conf_set MpiDefault none
	conf_set TaskPlugin task/none
	conf_set PrologFlags Alloc,Contain
	if [[ $SB_CGROUP == yes ]]; then
		conf_set ProctrackType proctrack/cgroup
		conf_set JobAcctGatherType jobacct_gather/cgroup
	else
		conf_set ProctrackType proctrack/linuxproc
		conf_set JobAcctGatherType jobacct_gather/linux
	fi
	conf_set JobAcctGatherFrequency task=5
	conf_set GresTypes gpu
	[[ $SB_ENERGY == yes ]] || return 0
	conf_set AcctGatherEnergyType acct_gather_energy/freehold
	conf_set AcctGatherNodeFreq 5
}

conf_accounting()
{
	local tres

	tres=$(layout_types | sed 's,^,gres/gpu:,' | paste -sd,)
	conf_set AccountingStorageType accounting_storage/slurmdbd
	conf_set AccountingStorageHost 127.0.0.1
	conf_set AccountingStoragePort $((SB_PORT + 1))
	conf_set AccountingStoragePass "$SB_DIR/run/munge.socket"
	conf_set AccountingStorageEnforce associations,limits,qos
	conf_set AccountingStorageTRES "gres/gpu${tres:+,$tres}"
	conf_set AccountingStoreFlags job_comment
}

# The port of a node's slurmd is its place in NODES.
conf_node_lines()
{
	local i node gres

	for i in "${!NODES[@]}"; do
		node=${NODES[i]} gres=
		[[ -z ${NODE_TYPE[$node]} ]] ||
			gres=" Gres=gpu:${NODE_TYPE[$node]}:${NODE_COUNT[$node]}"
		printf 'NodeName=%s NodeHostname=localhost NodeAddr=127.0.0.1' "$node"
		printf ' Port=%d Sockets=2 CoresPerSocket=%d ThreadsPerCore=1' \
			$((SB_PORT + 10 + i)) $(((NODE_CORES[$node] + 1) / 2))
		printf ' RealMemory=%d Feature=%s%s State=UNKNOWN\n' \
			"${NODE_MEMORY[$node]}" \
			"${ZONE_SITE[${NODE_ZONE[$node]}]}" "$gres"
	done
}

conf_partition_lines()
{
	local site nodes common='MaxTime=INFINITE State=UP DefMemPerCPU=1000'

	common+=' DefaultTime=10'
	printf 'PartitionName=all Nodes=ALL Default=YES PriorityTier=10 %s %s\n' \
		PreemptMode=OFF "$common"
	for site in "${SITES[@]}"; do
		nodes=$(layout_site_nodes "$site")
		[[ -n $nodes ]] || continue
		printf 'PartitionName=%s Nodes=%s PriorityTier=10 %s %s\n' \
			"$site" "$nodes" PreemptMode=OFF "$common"
	done
	printf 'PartitionName=low Nodes=ALL PriorityTier=1 %s %s\n' \
		PreemptMode=REQUEUE "$common"
}

write_slurm_conf()
{
	local key

	printf '# Made by contribs/sandbox from %s\n' "$SB_LAYOUT"
	for key in "${CONF_ORDER[@]}"; do
		[[ -z ${CONF[$key]} ]] || printf '%s=%s\n' "$key" "${CONF[$key]}"
	done
	conf_node_lines
	conf_partition_lines
	[[ ${#CONF_LINES[@]} -eq 0 ]] || printf '%s\n' "${CONF_LINES[@]}"
}

# Which environment variables Slurm itself sets for a type's devices.
write_gres_conf()
{
	local -A flags=(
		[cuda]=nvidia_gpu_env [rocm]=amd_gpu_env [none]=no_gpu_env)
	local node type

	printf 'AutoDetect=off\n'
	for node in "${NODES[@]}"; do
		type=${NODE_TYPE[$node]}
		[[ -n $type ]] || continue
		printf 'NodeName=%s Name=gpu Type=%s File=%s/dev/%s_[0-%d] Flags=%s\n' \
			"$node" "$type" "$SB_DIR" "$type" \
			$((NODE_COUNT[$node] - 1)) "${flags[${TYPE_ENV[$type]}]}"
	done
}

# slurmd wants character devices, and links to /dev/null need no privilege.
# (Constraining devices would then deny /dev/null itself, so it stays off.)
make_devices()
{
	local type i

	for type in $(layout_types); do
		for ((i = 0; i < TYPE_MAX[$type]; i++)); do
			ln -s /dev/null "$SB_DIR/dev/${type}_$i"
		done
	done
}

# DbdHost has to be a name of this host; localhost always is.
write_slurmdbd_conf()
{
	cat <<-CONF
	AuthType=auth/munge
	AuthInfo=socket=$SB_DIR/run/munge.socket
	DbdHost=localhost
	DbdAddr=127.0.0.1
	DbdPort=$((SB_PORT + 1))
	SlurmUser=$(id -un)
	LogFile=$SB_DIR/log/slurmdbd.log
	PidFile=$SB_DIR/run/slurmdbd.pid
	PluginDir=$(slurm_plugin_dir)
	StorageType=accounting_storage/mysql
	StorageHost=localhost
	StorageUser=$(id -un)
	StorageLoc=slurm_acct_db
	CONF
}

write_plugstack_conf()
{
	[[ $SB_SELECT == freehold ]] || return 0
	printf 'required %s/lib/freehold/spank_freehold.so' "$SB_PREFIX"
	printf ' terms_dir=%s/run/terms node_conf=%s/etc/nodes/%%n/node.json\n' \
		"$SB_DIR" "$SB_DIR"
}

# Slurm's daemons do not start with keys of a plugin that is not loaded.
write_acct_gather_conf()
{
	[[ ${CONF[AcctGatherEnergyType]:-} == *freehold* ]] || return 0
	printf 'EnergyFreeholdConf=%s/etc/nodes/%%n\n' "$SB_DIR"
	printf 'EnergyFreeholdRun=%s/run/energy\n' "$SB_DIR"
	printf 'EnergyFreeholdJournal=%s/energy\n' "$SB_DIR"
	printf 'EnergyFreeholdRoot=%s/hw/%%n\n' "$SB_DIR"
}

# For --set JobContainerType=job_container/tmpfs.
write_job_container_conf()
{
	local node

	for node in "${NODES[@]}"; do
		printf 'NodeName=%s AutoBasePath=true BasePath=%s/containers/%s\n' \
			"$node" "$SB_DIR" "$node"
	done
}

# The order matters: what the caller asked for (SB_SET) is set last.
make_slurm_configuration()
{
	local etc=$SB_DIR/etc word

	conf_places
	conf_scheduling
	conf_nodes_behaviour
	conf_accounting
	[[ -z $SB_CONF_EXTRA ]] || conf_extra "$SB_CONF_EXTRA"
	for word in "${SB_SET[@]}"; do
		conf_set_word "$word"
	done
	write_slurm_conf >"$etc/slurm.conf"
	write_gres_conf >"$etc/gres.conf"
	write_plugstack_conf >"$etc/plugstack.conf"
	write_acct_gather_conf >"$etc/acct_gather.conf"
	cgroup_write_conf >"$etc/cgroup.conf"
	[[ ${CONF[JobContainerType]:-} != */tmpfs ]] ||
		write_job_container_conf >"$etc/job_container.conf"
	(umask 077; write_slurmdbd_conf >"$etc/slurmdbd.conf")
	make_devices
}
