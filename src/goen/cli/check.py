"""`goen check`: say in plain words what is wrong here, and what to do."""

import argparse
from collections import Counter

import django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take whether to hear only of trouble."""
    parser.add_argument("--quiet", action="store_true", help="問題だけを表示する / print only what needs attention")


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; 1 when something is wrong, 0 with warnings at most."""
    django.setup()
    from goen.base.health import Level, examine

    counts: Counter[Level] = Counter()
    for finding in examine():
        counts[finding.level] += 1
        if finding.level is not Level.GOOD or not arguments.quiet:
            print(finding)
    n_bad, n_warnings = counts[Level.BAD], counts[Level.WARNING]
    print(f"\n× {n_bad} 件、△ {n_warnings} 件、○ {counts[Level.GOOD]} 件 / {n_bad} wrong, {n_warnings} to look at")
    return 1 if n_bad else 0
