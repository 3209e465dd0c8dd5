# SPDX-License-Identifier: GPL-2.0-or-later
"""Random jobs: what each asks for, and how it is submitted.

A job is a dict that goes to the journal as it is: name, kind, user, account
(or None), components (one, or those of a heterogeneous job). A component
says what its request consists of: options, variables and comment, each a
dict of Freehold's option names, and slurm, a list of Slurm's own options.
"""
from world import ASKED

KINDS = ["batch", "batch", "batch", "srun", "salloc", "array", "array", "het",
         "het-srun", "depend", "requeue", "multi", "multi", "low", "big",
         "reservation", "nodelist", "exclude"]
USERS = [("daemon", ["physics", "bio"]), ("games", ["bio", "physics"]),
         ("news", ["finance"])]
ZONES = ["us", "de", "in", "us-tx", "ny-colo", "cloud-de,us", "difc,in",
         "tx-vault", "ae"]
ACCEL = ["h100:1", "h100:2", "h100:8", "h100:4|a100:8", "a100:8|h100:2"]


def wish(rng, empty):
    """Options of one component; empty: how often there are none. Several of
    them at once often leave no zone, so one is the rule."""
    ret = {}
    if rng.random() < empty:
        return ret
    if rng.random() < 0.7:
        ret["data-class"] = rng.choice(ASKED)
    if not ret or rng.random() < 0.1:
        ret["zone"] = rng.choice(ZONES)
    if rng.random() < 0.05:
        ret["tenancy"] = rng.choice(["owned", "leased,owned", "cloud"])
    if rng.random() < 0.35:
        ret["accel"] = rng.choice(ACCEL)
        if rng.random() < 0.3:
            ret["accel-policy"] = rng.choice(
                ["first", "cheapest", "greenest", "soonest"])
    return ret


def component(rng, kind, nodes):
    ret = {"options": wish(rng, 0.15), "variables": {}, "comment": {},
           "slurm": []}
    how = rng.random()
    if kind in ("batch", "array", "multi") and how < 0.2:
        ret["variables"] = wish(rng, 0.2)
    # sbatch gives one component's comment to others that have none.
    if how > 0.85 and not kind.startswith("het"):
        ret["comment"] = wish(rng, 0)
    if kind == "multi":
        ret["slurm"] += [f"-N{rng.randint(2, 4)}"]
        if rng.random() < 0.4:
            ret["options"]["accel-span"] = rng.choice(["site", "zone", "any"])
    elif kind == "nodelist":
        ret["slurm"] += ["-w", rng.choice(nodes)]
    elif kind == "exclude":
        ret["slurm"] += ["-x", ",".join(rng.sample(nodes, 12))]
    elif kind == "big":
        ret["slurm"] += ["--exclusive", f"-N{rng.randint(1, 4)}"]
    elif kind == "reservation":
        ret["slurm"] += ["--reservation=soak"]
    elif rng.random() < 0.2:
        ret["slurm"] += ["-n", str(rng.randint(2, 6))]
    return ret


def job(rng, number, kind, nodes):
    user, accounts = rng.choice(USERS)
    count = rng.randint(2, 3) if kind.startswith("het") else 1
    ret = {"name": f"s{number:05d}", "kind": kind, "user": user,
           "default_account": accounts[0],
           "account": rng.choice([None, None] + accounts),
           "components": [component(rng, kind, nodes) for _ in range(count)],
           "seconds": round(rng.choice([0, 0.2, 0.5, 1, 2]), 1)}
    if kind == "low":
        ret["seconds"] = 15
    if kind in ("big", "requeue"):
        ret["seconds"] = 4
    if kind == "array":
        ret["array"] = f"1-{rng.randint(2, 6)}"
    return ret


def jobs(rng, count, nodes):
    """count jobs, every kind in turn as often as KINDS has it."""
    ret, deck = [], []
    for number in range(count):
        if not deck:
            deck = rng.sample(KINDS, len(KINDS))
        ret.append(job(rng, number, deck.pop(), nodes))
    return ret


def words(options):
    return [f"--{name}={value}" for name, value in sorted(options.items())]


def request_comment(options):
    return "freehold: " + " ".join(words(options))


def component_words(job_, part):
    ret = words(part["options"]) + part["slurm"]
    if part["comment"]:
        ret.append("--comment=" + request_comment(part["comment"]))
    if job_["kind"] == "low":
        ret += ["-p", "low"]
    if job_["account"]:
        ret.append("--account=" + job_["account"])
    return ret


def command(job_, evidence, after):
    """The program and its arguments. Each task leaves a line in the file
    evidence; after: a job to depend on, or None."""
    note = (f"echo {job_['name']} $SLURM_JOB_ID $SLURMD_NODENAME $(date +%s)"
            f" >>{evidence}")
    task = f"{note}; sleep {job_['seconds']}"
    parts = [component_words(job_, part) for part in job_["components"]]
    head = ["-J", job_["name"], "-t", "5"]
    if job_["kind"] in ("srun", "het-srun"):
        words_ = ["srun", "-Q"]
        for part in parts:
            words_ += head + part + ["sh", "-c", task, ":"]
        return words_[:-1]
    if job_["kind"] == "salloc":
        return (["salloc", "-Q"] + head + parts[0] +
                ["srun", "-Q", "sh", "-c", task])
    words_ = ["sbatch", "--parsable", "-o", "/dev/null", "--requeue"]
    if job_.get("array"):
        words_.append("--array=" + job_["array"])
    if after:
        words_.append(f"--dependency=afterany:{after}")
    for part in parts:
        words_ += head + part + [":"]
    # The het job's last component takes the script.
    return words_[:-1] + ["--wrap", f"srun -Q sh -c '{note}'; {task}"]


def variables(job_):
    """What the environment of the submission says."""
    part = job_["components"][0]
    return {"FREEHOLD_" + name.upper().replace("-", "_"): value
            for name, value in part["variables"].items()}
