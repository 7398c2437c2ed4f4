"""`python -m bench.drill`: every fault, one JSON line each, and a report; exit 1 when anything was lost."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import monotonic

from bench.drill import cases, disk, network
from bench.drill.cases import Figures
from bench.drill.places import SkipCaseError

Case = Callable[[int, int], Awaitable[Figures]]
# Name, what it does, faults in the short and in the long form.
CASES: dict[str, tuple[Case, int, int]] = {
    "kill_app": (cases.kill_app, 4, 200),
    "kill_app_on_postgres": (cases.kill_app_on_postgres, 2, 40),
    "kill_database": (cases.kill_database, 2, 40),
    "kill_redis": (cases.kill_redis, 2, 20),
    "restart_storm": (cases.restart_storm, 2, 20),
    "power_cut": (disk.power_cut, 2, 25),
    "power_cut_on_a_disk_that_lies": (partial(disk.power_cut, lies=True), 3, 5),
    "full_disk": (disk.full_disk, 2, 10),
    "slow_disk": (disk.slow_disk, 1, 10),
    "clock_jump": (cases.clock_jump, 4, 40),
    "half_open": (network.half_open, 2, 20),
    "upgrade_stripped": (network.upgrade_stripped, 50, 500),
}
# A board takes 2,000 notes: so many faults long it is written to, then the case goes on at a fresh one.
FAULTS_A_BOARD = 15
FEWER: dict[str, int] = {"restart_storm": 3, "full_disk": 5}
AT_ONE_BOARD = ("upgrade_stripped",)
CONTROL = "power_cut_on_a_disk_that_lies"


def main() -> int:
    """Run the chosen cases."""
    parser = argparse.ArgumentParser(prog="python -m bench.drill", description=__doc__)
    parser.add_argument("--long", action="store_true", help="at least 200 kills and 25 power cuts (about half an hour)")
    parser.add_argument("--only", choices=CASES, help="one case")
    parser.add_argument("--faults", type=int, help="how many faults instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path, help="write a Markdown report here")
    given = parser.parse_args()
    rows = [_run(name, given) for name in ([given.only] if given.only else CASES)]
    if given.report:
        given.report.write_text(report(rows), encoding="utf-8")
    return int(any(not is_good(row) for row in rows))


def is_good(row: Figures) -> bool:
    """Tell whether a case came out as it must: whole, or for the control not whole."""
    if "skipped" in row:
        return True
    return row["lost"] > 0 if row["case"] == CONTROL else bool(row["is_whole"])


def report(rows: list[Figures]) -> str:
    """Return the drill as a table."""
    columns = ("case", "faults", "acknowledged", "lost", "doubled", "never_sent", "phones_apart", "longest_outage_s")
    lines = ["# Fault drill", "", "| " + " | ".join(columns) + " |", "|---" * len(columns) + "|"]
    for row in rows:
        cells = [str(row.get(column, "")) for column in columns]
        lines.append(
            "| " + " | ".join(cells) + " |" if "skipped" not in row else f"| {row['case']} | {row['skipped']} |"
        )
    lines += ["", f"`{CONTROL}` is the control: it must lose notes, or the drill sees nothing."]
    return "\n".join(lines) + "\n"


def _run(name: str, given: argparse.Namespace) -> Figures:
    case, n_short, n_long = CASES[name]
    n = given.faults or (n_long if given.long else n_short)
    began = monotonic()
    try:
        row = {"case": name, **_in_episodes(name, case, n, given.seed), "seed": given.seed}
    except SkipCaseError as missing:
        row = {"case": name, "skipped": f"needs {missing}"}
    row["took_s"] = round(monotonic() - began, 1)
    print(json.dumps(row), flush=True)
    if not is_good(row):
        print(f"{name}: not as it must be", file=sys.stderr)
    return row


def _in_episodes(name: str, case: Case, n: int, seed: int) -> Figures:
    """Run a case at one fresh installation after another and add up what they found."""
    most = n if name in AT_ONE_BOARD else FEWER.get(name, FAULTS_A_BOARD)
    sizes = [min(most, n - done) for done in range(0, n, most)]
    return added_up([asyncio.run(_awaited(case, size, seed + place)) for place, size in enumerate(sizes)])


def added_up(found: list[Figures]) -> Figures:
    """Return the sum of counts, the worst of times, and whole only when every episode was."""
    whole: Figures = dict(found[0])
    for one in found[1:]:
        for key, value in one.items():
            if isinstance(value, bool):
                whole[key] = whole[key] and value
            elif key.endswith(("_ms", "_s")) or key == "phones":
                whole[key] = max(whole[key], value)
            else:
                whole[key] += value
    return whole


async def _awaited(case: Case, n: int, seed: int) -> Figures:
    return await case(n, seed)


if __name__ == "__main__":
    sys.exit(main())
