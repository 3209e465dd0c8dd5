/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The columns: see fields.h. */
#include "fh_config.h"

#include <inttypes.h>
#include <stdio.h>

#include "contribs/scost/cell.h"
#include "contribs/scost/fields.h"
#include "plugins/common/fh_units.h"

#define HOURS_DIGITS 4

/*
 * From slurmdbd
 */
static void fill_id(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->id);
}

static void fill_name(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->name);
}

static void fill_user(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->user);
}

static void fill_account(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->account);
}

static void fill_partition(const struct scost_row *row,
			   struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->partition);
}

static void fill_cluster(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->cluster);
}

static void fill_qos(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->qos);
}

static void fill_wckey(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->wckey);
}

static void fill_state(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->state);
}

static void fill_nodes(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->job->nodes);
}

static void fill_submit(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_instant(cell, row->job->submit_s);
}

static void fill_start(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_instant(cell, row->job->start_s);
}

static void fill_end(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_instant(cell, row->job->end_s);
}

static void fill_elapsed(const struct scost_row *row, struct scost_cell *cell)
{
	int64_t elapsed_s = row->job->elapsed_s;

	scost_cell_number(cell, elapsed_s,
			  fh_units_format_elapsed(elapsed_s, cell->buf,
						  sizeof(cell->buf)));
}

/* JSON has null for "without a limit": it is no number of seconds. */
static void fill_limit(const struct scost_row *row, struct scost_cell *cell)
{
	int64_t limit_s = row->job->limit_s;

	scost_cell_number(cell, limit_s,
			  fh_units_format_elapsed(limit_s, cell->buf,
						  sizeof(cell->buf)));
	cell->known = cell->known && limit_s != FH_FOREVER;
}

static void fill_cpus(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_number(cell, row->job->tres.cpus, NULL);
}

static void fill_memory(const struct scost_row *row, struct scost_cell *cell)
{
	int64_t mib = row->job->tres.memory_mib;

	snprintf(cell->buf, sizeof(cell->buf), "%" PRId64 "M", mib);
	scost_cell_number(cell, mib, cell->buf);
}

static void fill_node_count(const struct scost_row *row,
			    struct scost_cell *cell)
{
	scost_cell_number(cell, row->job->tres.nodes, NULL);
}

/*
 * From the bill
 */
static void fill_accel(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->bill->accel);
}

static void fill_accel_count(const struct scost_row *row,
			     struct scost_cell *cell)
{
	scost_cell_number(cell, row->bill->accel_count, NULL);
}

static void fill_accel_hours(const struct scost_row *row,
			     struct scost_cell *cell)
{
	int64_t micro = FH_UNKNOWN;

	if (row->bill->accel_s != FH_UNKNOWN &&
	    fh_units_muldiv(row->bill->accel_s, 1000000, 3600, &micro))
		micro = FH_UNKNOWN;
	scost_cell_number(cell, row->bill->accel_s,
			  fh_units_format_micro(micro, HOURS_DIGITS, cell->buf,
						sizeof(cell->buf)));
}

static void fill_site(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->bill->site);
}

static void fill_zone(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->bill->zone);
}

static void fill_class(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->bill->note.data_class);
}

static void fill_digest(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_text(cell, row->bill->note.digest);
}

static void fill_restart(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_number(cell, row->bill->note.restart, NULL);
}

static void fill_energy(const struct scost_row *row, struct scost_cell *cell)
{
	int64_t uj = row->bill->energy.energy_uj;

	scost_cell_number(cell, scost_cell_units(uj, FH_UJ_PER_J),
			  fh_units_format_energy(uj, cell->buf,
						 sizeof(cell->buf)));
}

static void fill_energy_source(const struct scost_row *row,
			       struct scost_cell *cell)
{
	scost_cell_text(cell, scost_energy_source(&row->bill->energy,
						  cell->buf,
						  sizeof(cell->buf)));
}

static void fill_power(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_power(cell, row->bill->energy.power_mw);
}

static void fill_meter_energy(const struct scost_row *row,
			      struct scost_cell *cell)
{
	scost_cell_kwh(cell, row->bill->footprint.meter_uj);
}

static void fill_co2e(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_carbon(cell, row->bill->footprint.co2e_mg);
}

static void fill_cost(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->cost.total_micro);
}

static void fill_cost_capital(const struct scost_row *row,
			      struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->cost.capital_micro);
}

static void fill_cost_accel(const struct scost_row *row,
			    struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->cost.accel_micro);
}

static void fill_cost_lease(const struct scost_row *row,
			    struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->cost.lease_micro);
}

static void fill_cost_operations(const struct scost_row *row,
				 struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->cost.operations_micro);
}

static void fill_cost_cores(const struct scost_row *row,
			    struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->cost.core_micro);
}

static void fill_cost_memory(const struct scost_row *row,
			     struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->cost.memory_micro);
}

static void fill_cost_energy(const struct scost_row *row,
			     struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->cost.energy_micro);
}

static void fill_charge(const struct scost_row *row, struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->charge_micro);
}

static void fill_adjustment(const struct scost_row *row,
			    struct scost_cell *cell)
{
	const struct scost_bill *bill = row->bill;

	if (bill->charge_micro < 0)
		scost_cell_money(cell, FH_UNKNOWN);
	else
		scost_cell_adjustment(cell, bill->charge_micro -
					    bill->cost.total_micro);
}

static void fill_cost_bound(const struct scost_row *row,
			    struct scost_cell *cell)
{
	scost_cell_money(cell, row->bill->bound.total_micro);
}

static void fill_currency(const struct scost_row *row,
			  struct scost_cell *cell)
{
	scost_cell_text(cell, row->conf ? row->conf->rates.currency : NULL);
}

static const struct scost_field fields[] = {
	{ "JobID", "job_id", -12, "job, array task or het component",
	  fill_id },
	{ "JobName", "job_name", 10, "name", fill_name },
	{ "User", "user", 9, "user name", fill_user },
	{ "Account", "account", 10, "Slurm account", fill_account },
	{ "Accel", "accel", 10, "accelerator type; gpu: type not recorded",
	  fill_accel },
	{ "AccelCount", "accel_count", 10, "accelerators in all",
	  fill_accel_count },
	{ "AccelHours", "accel_s", 12, "accelerators x hours (JSON: seconds)",
	  fill_accel_hours },
	{ "Site", "site", 8, "site of its nodes", fill_site },
	{ "Zone", "zone", 12, "zone of its nodes when it started",
	  fill_zone },
	{ "DataClass", "data_class", 10, "class of its data", fill_class },
	{ "Elapsed", "elapsed_s", 10,
	  "days-hh:mm:ss it ran, without suspension (JSON: seconds)",
	  fill_elapsed },
	{ "Energy", "energy_j", 10,
	  "J, kJ, MJ or GJ at its nodes (JSON: joules)", fill_energy },
	{ "EnergySrc", "energy_source", 17,
	  "measured, modelled, nameplate (by journals), declared, missing",
	  fill_energy_source },
	{ "AvgPower", "avg_power_milliwatts", 9,
	  "W while it held its nodes (JSON: milliwatts)", fill_power },
	{ "Cost", "cost_micro", 12,
	  "in Currency, so far when running (JSON: millionths)", fill_cost },
	{ "CostCapital", "cost_capital_micro", 12,
	  "its owned accelerators' capital (JSON: millionths)",
	  fill_cost_capital },
	{ "CostAccel", "cost_accel_micro", 12,
	  "its accelerators at a set price (JSON: millionths)",
	  fill_cost_accel },
	{ "CostLease", "cost_lease_micro", 12,
	  "its part of leased power (JSON: millionths)", fill_cost_lease },
	{ "CostOperations", "cost_operations_micro", 14,
	  "its part of monthly sums: staff, ... (JSON: millionths)",
	  fill_cost_operations },
	{ "CostCores", "cost_cores_micro", 12,
	  "its cores' part (JSON: millionths)", fill_cost_cores },
	{ "CostMemory", "cost_memory_micro", 12,
	  "its memory's part (JSON: millionths)", fill_cost_memory },
	{ "CostEnergy", "cost_energy_micro", 12,
	  "its energy's part (JSON: millionths)", fill_cost_energy },
	{ "Charge", "charge_micro", 12,
	  "Cost by the rules of charging (JSON: millionths)", fill_charge },
	{ "Adjustment", "adjustment_micro", 12,
	  "Charge - Cost (JSON: millionths)", fill_adjustment },
	{ "CostBound", "cost_bound_micro", 12,
	  "cost at its time limit, without energy (JSON: millionths)",
	  fill_cost_bound },
	{ "Currency", "currency", 8, "of every cost", fill_currency },
	{ "State", "state", 10, "job state", fill_state },
	{ "Partition", "partition", 10, "partition", fill_partition },
	{ "Cluster", "cluster", 10, "cluster", fill_cluster },
	{ "QOS", "qos", 10, "quality of service", fill_qos },
	{ "WCKey", "wckey", 10, "workload key", fill_wckey },
	{ "Submit", "submit_s", 19, "submitted, local time (JSON: UTC seconds)",
	  fill_submit },
	{ "Start", "start_s", 19, "started, local time (JSON: UTC seconds)",
	  fill_start },
	{ "End", "end_s", 19, "ended, local time (JSON: UTC seconds)",
	  fill_end },
	{ "Limit", "limit_s", 10, "days-hh:mm:ss at most (JSON: seconds)",
	  fill_limit },
	{ "AllocCPUS", "alloc_cpus", 10, "CPUs", fill_cpus },
	{ "Memory", "memory_mib", 10, "MiB of memory (JSON: MiB)", fill_memory },
	{ "NNodes", "node_count", 8, "nodes", fill_node_count },
	{ "NodeList", "node_list", 15, "nodes", fill_nodes },
	{ "MeterEnergy", "meter_energy_j", 12,
	  "kWh at the utility's meter: energy x PUE (JSON: joules)",
	  fill_meter_energy },
	{ "CO2e", "co2e_mg", 12,
	  "g of CO2 equivalent of MeterEnergy (JSON: milligrams)",
	  fill_co2e },
	{ "Digest", "digest", 12, "configuration in force at its start",
	  fill_digest },
	{ "Restart", "restart", 7, "times it was restarted", fill_restart },
};

const struct scost_field *scost_fields(size_t *ret_count)
{
	*ret_count = sizeof(fields) / sizeof(fields[0]);
	return fields;
}
