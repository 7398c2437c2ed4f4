"""`python -m bench.opinions [--short] [--only NAME …]`: every row of the opinion landscape's table, as JSON lines."""

import argparse
import os
from collections.abc import Callable

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(_name, "1")


def main() -> None:
    """Run the chosen measurements one after another."""
    from bench.opinions import honesty, prediction, recipe, scale
    from bench.opinions.data import Conversation, conversations
    from bench.opinions.report import say_versions

    cases: dict[str, Callable[..., None]] = {
        "parity": recipe.parity,
        "speed": recipe.speed,
        "scale": scale.million,
        "order": recipe.order,
        "prediction": prediction.masked,
        "event": prediction.event_size,
        "honesty": honesty.null_votes,
        "power": honesty.power,
        "map": honesty.map_follows_votes,
        "published": recipe.published,
        "routing": prediction.routing,
    }
    parser = argparse.ArgumentParser(prog="python -m bench.opinions")
    parser.add_argument("--short", action="store_true", help="smaller sizes, fewer repetitions")
    parser.add_argument("--only", nargs="+", choices=cases, default=list(cases))
    chosen = parser.parse_args()
    talks: list[Conversation] = conversations()
    say_versions()
    for name in chosen.only:
        cases[name](talks, short=chosen.short)


if __name__ == "__main__":
    main()
