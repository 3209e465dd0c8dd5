# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# For tests that need an energy journal without a sampler: lines of one that
# adds up, with a package whose energy one job and the idle account divide.
# All times are in ms since 1970-01-01.

# journal_start NUMBER NODE BOOT
journal_start()
{
	printf '{"v":1,"n":%d,"kind":"start","at_ms":%d,"node":"%s",' \
		"$1" "$now_ms" "$2"
	printf '"boot_id":"%s","simulated":true,"meters":[' "$3"
	printf '{"name":"package-0","sensor":"powercap","part":"cpu",'
	printf '"source":"measured","range_uj":999999999999}]}\n'
}

# journal_interval NUMBER JOB START_S: a second; 7 J, 3 of them the job's
journal_interval()
{
	printf '{"v":1,"n":%d,"kind":"interval","from_ms":%d,"to_ms":%d,' \
		"$1" "$now_ms" "$((now_ms + 1000))"
	printf '"counted":{"package-0":[%d,%d,0,0,7000000,0]},' \
		"$reading" "$((reading + 7000000))"
	printf '"debt_uj":0,"metered_uj":[7000000,0,0,0],'
	printf '"jobs":[[%d,%d,3000000,0,0,0]],' "$2" "$3"
	printf '"idle_uj":[4000000,0,0,0],"system_uj":[0,0,0,0],'
	printf '"unattributed_uj":[0,0,0,0]}\n'
	now_ms=$((now_ms + 1000))
	reading=$((reading + 7000000))
}

# journal_job NUMBER JOB FROM_MS SECONDS
journal_job()
{
	printf '{"v":1,"n":%d,"kind":"job","from_ms":%d,"to_ms":%d,' \
		"$1" "$3" "$(($3 + $4 * 1000))"
	printf '"job":%d,"uid":1000,"clean":true,"cores":4,"devices":0,' "$2"
	printf '"source":"measured","gap_ms":0,"energy_uj":[%d,0,0,0]}\n' \
		"$((3000000 * $4))"
}

# journal_write NODE BOOT FIRST-JOB JOBS: a journal from line 1 on, to stdout
journal_write()
{
	local number=1 job from_ms

	reading=0
	journal_start "$number" "$1" "$2"
	for ((job = $3; job < $3 + $4; job++)); do
		from_ms=$now_ms
		for _ in 1 2 3; do
			journal_interval "$((number += 1))" "$job" \
				"$((from_ms / 1000))"
		done
		journal_job "$((number += 1))" "$job" "$from_ms" 3
	done
}
