"""What an organiser chose for a plan."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

ATTRIBUTES = ("organisation", "department", "title", "seniority")
DEFAULT_WEIGHTS = {
    "organisation": 4,
    "department": 2,
    "title": 1,
    "seniority": 1,
    "repeat": 2,
    "past": 3,
    "theme": 1,
    "theme_again": 0,
}
MEMORIES: dict[str, tuple[tuple[int, int], ...]] = {
    "fading": ((550, 2), (1280, 1)),
    "last": ((550, 1),),
    "level": ((36_500, 1),),
    "long": ((550, 4), (920, 2), (1830, 1)),
}
"""How heavily an earlier meeting counts, by its age in days: pairs of limit and weight, youngest first."""


@dataclass(frozen=True)
class PlanSettings:
    """What an organiser chose for a plan; kept in ``Plan.settings`` as JSON.

    Parameters
    ----------
    n_groups, n_rounds : int
        How many tables, how often people change.
    weights : mapping
        Points for ``organisation department title seniority`` (mixing), ``repeat`` (meeting twice today), ``past``
        (met in earlier years), ``theme`` (ranked wishes) and ``theme_again`` (one theme in two rounds).
    theme_ids : tuple of int or None
        Theme of every group at first, in order; None where a group has none.
    needs_facilitator : bool
        Whether every group must have a facilitator.
    size_low, size_high : int
        Allowed size of every group; 0 leaves sizes as even as rooms allow.
    alone : tuple of (attribute, value)
        Whose values must not stand alone in a group, as :func:`goen.grouping.queries.problems.attribute_values` writes them.
    alone_weight : int
        Points for everybody who does.
    memory : str
        How earlier meetings fade; a key of ``MEMORIES``.
    uses_cards : bool
        Whether people walk by rotation cards ("start table + step") instead of a list.
    iterations : int
        How long to search; 0 lets the core decide.
    """

    n_groups: int = 4
    n_rounds: int = 1
    weights: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))
    theme_ids: tuple[int | None, ...] = ()
    needs_facilitator: bool = False
    size_low: int = 0
    size_high: int = 0
    alone: tuple[tuple[str, str], ...] = ()
    alone_weight: int = 4
    memory: str = "fading"
    uses_cards: bool = False
    iterations: int = 0

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "PlanSettings":
        """Read what :meth:`as_json` wrote."""
        values = {key: kept[key] for key in cls.__dataclass_fields__ if key in kept}
        values["theme_ids"] = tuple(values.get("theme_ids", ()))
        values["alone"] = tuple((str(name), str(value)) for name, value in values.get("alone", ()))
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        """Return plain values to keep with the plan."""
        plain = {"theme_ids": list(self.theme_ids), "alone": [list(pair) for pair in self.alone]}
        return asdict(self) | plain | {"weights": dict(self.weights)}
