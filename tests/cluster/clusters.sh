#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Several clusters of one slurmdbd in one report and one ledger. The second
# has no slurmctld: its rows are those of the first, copied in slurmdbd's own
# data base, with twice the time.
. "$(dirname -- "$0")/lib.sh"
cluster_up --no-cgroup
export FREEHOLD_LEDGER=$SB/ledger.sqlite

sql() { in_sb mariadb --no-defaults -u root -N -B -e "$1" slurm_acct_db; }
costs() { jq '[.[].cost_micro | select(.)] | add'; }
by_cluster() { jq -c '[.rows[] | [.cluster, .jobs]]'; }

WRAP='sleep 2'
one=$(submit --accel=h100:1 -t 5)
two=$(submit --accel=a100:2 -t 5)
expect_ended 'a job' "$one"
expect_ended 'another' "$two"
in_sb sacctmgr -i -Q add cluster second >/dev/null
in_sb sacctmgr -i -Q add account elsewhere cluster=second >/dev/null
in_sb sacctmgr -i -Q add user root account=elsewhere cluster=second >/dev/null
assoc=$(sql "SELECT id_assoc FROM second_assoc_table WHERE user = 'root' AND
	acct = 'elsewhere'")
sql "INSERT INTO second_job_table SELECT * FROM freehold_job_table
	WHERE time_end;
	UPDATE second_job_table SET id_assoc = $assoc, account = 'elsewhere',
	time_start = time_end - 2 * (time_end - time_start)"

here=$(in_sb scost -a --json | costs)
there=$(in_sb scost -a -M second --json | costs)
expect 'the other cluster lists its own' \
	"$(in_sb scost -a -n -P -M second -o Cluster | sort -u)" second
expect 'by its own account' \
	"$(in_sb scost -a -n -P -M second -o Account | sort -u)" elsewhere
expect '-L lists both' "$(in_sb scost -a -n -P -L -o Cluster | sort |
	uniq -c | awk '{ print $2, $1 }' | paste -sd,)" 'freehold 2,second 2'
expect 'and so do two names' "$(in_sb scost -a -M freehold,second --json |
	costs)" $((here + there))
expect 'a job id is of every cluster' "$(in_sb scost -a -n -P -L -j "$one" \
	-o Cluster | sort | paste -sd,)" freehold,second

expect 'one report sums this cluster' \
	"$(in_sb scost report -a --by cluster --json 2>/dev/null | by_cluster)" \
	'[["freehold",2]]'
expect 'or all of them' \
	"$(in_sb scost report -a -L --by cluster --json 2>/dev/null |
		by_cluster)" '[["freehold",2],["second",2]]'
expect 'to the sum of both' \
	"$(in_sb scost report -a -L --json 2>/dev/null |
		jq .total.cost_micro)" $((here + there))

expect 'one ledger takes both' \
	"$(in_sb scost sync -M freehold,second | cut -d, -f1 | paste -sd,)" \
	'freehold: 2 runs read,second: 2 runs read'
expect 'and reports both' \
	"$(in_sb scost report -a --ledger --by cluster --json 2>/dev/null |
		by_cluster)" '[["freehold",2],["second",2]]'
expect 'or one of them' \
	"$(in_sb scost report -a --ledger -M second --by cluster --json \
		2>/dev/null | by_cluster)" '[["second",2]]'
expect 'with the same costs' \
	"$(in_sb scost report -a --ledger --json 2>/dev/null |
		jq .total.cost_micro)" $((here + there))
expect_fails 'a cluster that is none is not empty' '*no cluster nowhere*' \
	in_sb scost sync -M nowhere
expect_fails 'nor in the listing' '*no cluster nowhere*' \
	in_sb scost -M freehold,nowhere
expect 'and the ledger knows nothing of it' \
	"$(sqlite3 "$FREEHOLD_LEDGER" 'SELECT name FROM cluster' |
		paste -sd,)" freehold,second
