"""One figure, one JSON line."""

import json
import sys


def say(case: str, **figures: object) -> None:
    """Print one row; latencies are in milliseconds from the schedule."""
    sys.stdout.write(json.dumps({"case": case, **figures}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def spread(latencies_ms: list[float]) -> dict[str, float]:
    """Return p50, p95, p99 and max of latencies."""
    ordered = sorted(latencies_ms) or [float("nan")]
    at = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
    found = {name: round(ordered[min(len(ordered) - 1, int(len(ordered) * q))], 2) for name, q in at.items()}
    return {**found, "max": round(ordered[-1], 2)}
