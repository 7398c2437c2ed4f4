"""`python -m bench.pages [--short]`: server time and queries per page as JSON lines; SQLite, three years, 3 and 300 people.

The time is that of the whole request in this process (middleware, session, access, queries, template), without the
network; the median of the runs counts against 150 ms. `load` is the machine's load beside it: others may be working.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

LIMIT_MS = 150
PAGES = (
    ("home", "/"),
    ("overview", "/events/{event}/"),
    ("run-sheet", "/events/{event}/run-sheet/"),
    ("roster", "/events/{event}/roster/"),
    ("groups", "/events/{event}/groups/1/"),
    ("control", "/events/{event}/control/"),
    ("boards", "/events/{event}/boards/"),
    ("proposals", "/events/{event}/proposals/"),
    ("voices", "/events/{event}/voices/"),
    ("ties", "/events/{event}/ties/"),
    ("figures", "/events/{event}/figures/"),
    ("prelude", "/events/{event}/prelude/"),
    ("reports", "/events/{event}/reports/"),
    ("partnership", "/partnerships/{partnership}/"),
    ("results", "/partnerships/{partnership}/results/"),
    ("years", "/partnerships/{partnership}/figures/"),
    ("indicators", "/partnerships/{partnership}/indicators/"),
    ("indicator", "/partnerships/{partnership}/indicators/1/"),
    ("partnership-proposals", "/partnerships/{partnership}/proposals/"),
)


def main() -> None:
    """Measure every page on a small and a full database of their own."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages")
    parser.add_argument("--short", action="store_true", help="fewer runs")
    parser.add_argument("--people", type=int, help="this size only")
    chosen = parser.parse_args()
    if chosen.people:
        _measure(chosen.people, 5 if chosen.short else 15)
        return
    for n_people in (3, 300):
        # A database of its own needs a process of its own: settings are read once.
        words = ["-m", "bench.pages", "--people", str(n_people), *(["--short"] if chosen.short else [])]
        subprocess.run([sys.executable, *words], check=True)


def _measure(n_people: int, n_runs: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"GOEN_HOME": home, "GOEN_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "goen.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        from bench.pages.stage import fill
        from goen.accounts.models import User

        call_command("migrate", verbosity=0)
        slugs = fill(n_people)
        client = Client()
        client.force_login(User.objects.get())
        for name, path in PAGES:
            print(json.dumps(_page(client, name, path.format(**slugs), n_runs) | {"people": n_people}), flush=True)


def _page(client: Any, name: str, path: str, n_runs: int) -> dict[str, object]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    n_queries = len(queries)  # before the next request empties the log
    times_ms, cpu_ms = [], []
    for _n in range(n_runs):
        began, worked = time.perf_counter(), time.process_time()
        client.get(path)
        times_ms.append((time.perf_counter() - began) * 1000)
        cpu_ms.append((time.process_time() - worked) * 1000)
    median = statistics.median(times_ms)
    return {
        "case": f"pages.{name}",
        "status": answer.status_code,
        "median_ms": round(median, 1),
        "cpu_ms": round(statistics.median(cpu_ms), 1),
        "max_ms": round(max(times_ms), 1),
        "queries": n_queries,
        "kB": round(len(answer.content) / 1024),
        "ratio_to_limit": round(median / LIMIT_MS, 2),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    main()
