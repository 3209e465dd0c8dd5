#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Datasets beside job_container/tmpfs, which takes each task into a mount
# namespace of its job's own.
. "$(dirname -- "$0")/lib.sh"
cluster_up --nodes 2 --set JobContainerType=job_container/tmpfs
data=$SB/c/data
expect 'the container plugin is at work' \
	"$(as games srun sh -c 'ls -A /tmp | wc -l')" 0
expect 'a dataset that was not granted is hidden' \
	"$(as games srun cat "$data/scans/data" 2>&1 | grep -c 'Permission')" 1
expect 'a granted one is read' \
	"$(as games srun --dataset=scans cat "$data/scans/data")" 'data of scans'
expect_fails 'and not written' '*Read-only*' \
	as games srun --dataset=genomes touch "$data/genomes/new"
expect 'unless that was granted' "$(as games srun --dataset=genomes:rw sh -c \
	"echo more >$data/genomes/new && cat $data/genomes/new")" more
cat >"$SB/steal.sh" <<-SCRIPT
	#!/bin/sh
	cat $data/scans/data >"\$HOME/stolen"
SCRIPT
chmod 755 "$SB/steal.sh"
stolen() { cat "$SB/c/home/games/stolen" 2>/dev/null; }
as games srun --task-epilog="$SB/steal.sh" true
wait_until 5 stolen
expect 'the program of --task-epilog sees it neither' "$(stolen)" ''
as games srun --dataset=scans --task-epilog="$SB/steal.sh" true
wait_until 5 grep -q data "$SB/c/home/games/stolen"
expect 'but with the dataset' "$(stolen)" 'data of scans'
expect 'several tasks at once, several steps' "$(as games sh -c \
	"salloc -Q -n 4 --dataset=genomes sh -c 'srun cat $data/genomes/data &
	srun --overlap cat $data/genomes/data $data/scans/data; wait' \
	2>/dev/null" | sort | uniq -c | tr -s ' ')" ' 8 data of genomes'
job=$(as games sbatch --parsable -o "$SB/c/home/games/out.%j" \
	--input="$data/scans/data" --wrap cat 2>/dev/null)
wait_until 20 acct_state_is "$job" FAILED
expect_like '--input at a hidden file is denied' \
	"$(cat "$SB/c/home/games/out.$job")" '*freehold: *an open file*'
job=$(as games sbatch --parsable --dataset=genomes \
	-o "$data/genomes/out" --wrap 'echo written' 2>/dev/null)
wait_until 20 acct_state_is "$job" FAILED
expect_not_like '--output at a read-only one, too' \
	"$(cat "$data/genomes/out")" '*written*'
expect 'nothing is left of it on the host' \
	"$(grep -c "$data" /proc/self/mountinfo)" 0
expect 'no node is drained' "$(in_sb sinfo -h -t drain -o %N)" ''
