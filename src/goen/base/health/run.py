"""The examination in order: first what everything else stands on."""

from collections.abc import Callable, Iterator

from django.db import DatabaseError

from goen.base.health import data, machine
from goen.base.health.finding import Finding, Level, bad

Check = Callable[[], Iterator[Finding]]

_MACHINE: tuple[Check, ...] = (
    machine.home,
    machine.space,
    machine.secret,
    machine.debug,
    machine.parts,
    machine.words,
    machine.addresses,
    machine.redis,
    machine.mail,
)
_DATABASE: tuple[Check, ...] = (data.reachable, data.migrated)
_CONTENT: tuple[Check, ...] = (data.durable, data.sound, data.chain, data.clock, data.jobs, data.example_account)


def examine() -> Iterator[Finding]:
    """Yield every finding; what stands on a database that does not answer or is not migrated is left out."""
    for check in _MACHINE:
        yield from _safely(check)
    for check in _DATABASE:
        findings = list(_safely(check))
        yield from findings
        if any(finding.level is Level.BAD for finding in findings):
            return
    for check in _CONTENT:
        yield from _safely(check)
    yield from _safely(machine.backups)


def _safely(check: Check) -> Iterator[Finding]:
    try:
        yield from check()
    except (DatabaseError, OSError) as error:
        name = check.__name__
        yield bad(f"「{name}」を調べられませんでした: {error}", f"Could not examine “{name}”: {error}")
