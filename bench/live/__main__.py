"""`python -m bench.live [--only NAME …] [--short]`: boards and votes beside their peers, as JSON lines.

The server is pinned to core 0, the load to core 1. `y-websocket` is found through BENCH_Y_WEBSOCKET (an npm folder that
holds y-websocket 2 and ws); without it its rows are left out, and said to be.
"""

import argparse
import asyncio
import os
import platform
from collections.abc import Callable
from functools import partial

import uvloop

from bench.live import boards, polls, stream, votes
from bench.live.report import say


def main() -> None:
    """Run the chosen cases one after another."""
    cases: dict[str, Callable[[bool], object]] = {
        "hall": boards.hall,
        "tables": boards.tables,
        "stalled": boards.stalled,
        "storm": boards.storm,
        "votes": votes.steady,
        "burst": votes.burst,
        "poll": polls.close,
        "sse": stream.sse,
    }
    parser = argparse.ArgumentParser(prog="python -m bench.live")
    parser.add_argument("--short", action="store_true", help="smaller sizes, fewer repetitions")
    parser.add_argument("--storms", type=int, default=200, help="runs of the join storm (1000 takes some 15 minutes)")
    parser.add_argument("--only", nargs="+", choices=cases, default=list(cases))
    chosen = parser.parse_args()
    cases["storm"] = partial(boards.storm, n_runs=chosen.storms)
    os.sched_setaffinity(0, {os.cpu_count() - 1 if os.cpu_count() else 0})
    say("versions", python=platform.python_version(), load=os.getloadavg())
    for name in chosen.only:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(cases[name](chosen.short))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
