#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# --zone, --tenancy and --data-class cut the nodes; words that name nothing
# are refused with the words that do.
. "$(dirname -- "$0")/lib.sh"
cluster_up

for word in de DE cloud-de; do
	job=$(submit "--zone=$word")
	expect_running "--zone=$word starts" "$job"
	expect "--zone=$word runs in cloud-de" "$(job_zones "$job")" cloud-de
	in_sb scancel "$job"
done
job=$(submit --zone=us-ny,in --accel=h100:1)
expect_running 'a comma is or' "$job"
expect_like 'one of the two zones' "$(job_zones "$job")" '@(ny-colo|cloud-in)'
in_sb scancel "$job"
job=$(submit --zone=us --tenancy=leased)
expect_running 'tenancy and zone together' "$job"
expect 'US and leased is New York' "$(job_zones "$job")" ny-colo
in_sb scancel "$job"

expect_fails 'an unknown zone is refused with what there is' \
	'*freehold: --zone*atlantis*' in_sb sbatch --zone=atlantis --wrap true
expect_fails 'a zone that contradicts the tenancy is refused' \
	'*freehold:*no zone is left*' \
	in_sb sbatch --zone=de --tenancy=owned --wrap true
expect_fails 'an unknown type gets a did-you-mean' \
	"*freehold: --accel: unknown accelerator type 'h10'*did you mean h100*" \
	in_sb sbatch --accel=h10:1 --wrap true
expect_fails 'more than any node has is refused with the most there is' \
	'*freehold: --accel: *has 8 maia100; ask for at most 4 per node*' \
	in_sb sbatch --accel=maia100:8 --wrap true
expect_fails 'a type that is elsewhere is refused, and why' \
	'*no node that this job may use has maia100; there are some in zones closed to it*' \
	in_sb sbatch --zone=de --accel=maia100:1 --wrap true
expect_like 'an estimate counts the sites that have the type' \
	"$(in_sb sbatch --accel=maia100:1 -o /dev/null --wrap true 2>&1)" \
	'*freehold: 1 alternative in 1 site; *'
expect_fails 'a bad count never leaves the client' '*--accel*COUNT*' \
	in_sb sbatch --accel=h100 --wrap true
expect_fails 'a policy that does not exist is refused, not ignored' \
	"*--accel-policy: 'dearest' is not a policy*" \
	in_sb sbatch --accel=h100:1 --accel-policy=dearest --wrap true
expect_fails '--accel beside --gres=gpu is refused' '*--accel*--gres*' \
	in_sb sbatch --accel=h100:1 --gres=gpu:1 --wrap true
expect_fails '--accel beside --gpus is refused' '*--accel*' \
	in_sb sbatch --accel=h100:1 --gpus=1 --wrap true

# A multi-node job stays in one site. The one across sites takes every h100 of
# the United States, so none may be left to an earlier job.
expect_fails 'six h100 nodes exist only across sites: refused' \
	'*node configuration is not available*' \
	in_sb sbatch -N 6 --accel=h100:8 --zone=us --wrap true
job=$(submit -N 6 --accel=h100:8 --zone=us --accel-span=any)
expect_running 'with --accel-span=any it starts' "$job"
expect 'in both sites' "$(job_zones "$job")" ny-colo,tx-hall
expect_clean_log
