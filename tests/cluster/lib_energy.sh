# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# For tests of energy: simulated meters, their truth, and the nodes' journals.
# All sums are whole microjoules; jq keeps them exact below 2^53, 9 GJ.

HW=$SB/c/hw

# watts NODE NAME WATTS: what a device draws from now on; NAME all: all of it
watts() { printf '%s %s\n' "$2" "$3" >"$HW/$1/watts"; }

# truth NODE: what its devices have drawn so far, all together
truth() { awk '{ sum += $2 } END { printf "%d\n", sum }' "$HW/$1/truth"; }

# journal NODE: its lines, in the order they were written
journal()
{
	local dir=$SB/c/energy file

	find "$dir" -name "$1.jsonl.*" | sort -t. -k3n | while read -r file; do
		cat "$file"
	done
	cat "$dir/$1.jsonl" 2>/dev/null
}

# sum_of NODE JQ-FILTER: the sum of the numbers that the filter makes of the
# journal's lines
sum_of() { journal "$1" | jq -s "[ .[] | $2 ] | flatten | add // 0"; }

SHARES='select(.kind == "interval") | .jobs[]'
COUNTED='select(.kind == "interval") | .counted | .[] | .[4] + .[5]'

metered() { sum_of "$1" 'select(.kind == "interval") | .metered_uj'; }
# attributed NODE: to jobs and to the node's own accounts
attributed()
{
	sum_of "$1" 'select(.kind == "interval") |
		[.jobs[][2:], .idle_uj, .system_uj, .unattributed_uj]'
}
# shares NODE JOBID: of the job, over all intervals
shares() { sum_of "$1" "$SHARES | select(.[0] == $2) | .[2:]"; }
# job_line NODE JOBID FILTER: of the job's line
job_line()
{
	journal "$1" | jq -c "select(.kind == \"job\" and .job == $2) | $3"
}
job_line_is_there() { [[ -n $(job_line "$1" "$2" .job) ]]; }
job_uj()            { job_line "$1" "$2" '.energy_uj | add'; }

# first_values NODE: what the meters had counted when the sampler first saw
# them; none has wrapped that early
first_values()
{
	journal "$1" | jq -s '[ .[] | select(.kind == "interval") ][0].counted |
		[ .[][0] ] | add'
}
# counted NODE: the meters' truth as the journal has it
counted() { echo $(($(first_values "$1") + $(sum_of "$1" "$COUNTED"))); }
journal_is_true() { [[ $(counted "$1") == $(truth "$1") ]]; }

# consumed JOBID: what sacct says, joules
consumed() { acct_field "$1" ConsumedEnergyRaw; }
# joules MICROJOULES: rounded
joules() { echo $((($1 + 500000) / 1000000)); }

# verify NODE: the journal's own check, in words
verify() { in_sb freehold energy verify --journal "$SB/c/energy" "$1" 2>&1; }
