"""What an analysis hands on: everything a page, a projector or a report needs, and how sure each part is."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions.votes import Floats, Ints

Verdict = Literal["no_votes", "too_few", "one_group", "groups"]
Kind = Literal["unites", "divides", "minority", "represents"]


@dataclass(frozen=True, eq=False)
class People:
    """Participants, in the order of ``Votes.participant_ids``.

    Attributes
    ----------
    ids : (P,) int64
        As given.
    positions : (P, 2) float64
        On the map; NaN for people with too few votes to be placed.
    spread : (P, 3) float64
        Covariance (xx, xy, yy) of the position: the ellipse to draw.
    n_votes : (P,) int64
        Votes on kept statements.
    groups : (P,) int32
        Group by falling size; −1 for people with too few votes.
    """

    ids: Ints
    positions: Floats
    spread: Floats
    n_votes: Ints
    groups: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Statements:
    """Statements, in the order of ``Votes.statement_ids``.

    Attributes
    ----------
    ids : (S,) int64
        As given.
    kept : (S,) bool
        False for moderated ones, which are counted but form nothing and are found nowhere.
    counts : (S, 3) int64
        Disagree, pass, agree of everybody.
    low, high : (S,) float64
        Wilson's 90 % interval of the share that agrees.
    positions : (S, 2) float64
        Direction and strength in which agreeing moves a person on the map.
    """

    ids: Ints
    kept: NDArray[np.bool_]
    counts: Ints
    low: Floats
    high: Floats
    positions: Floats


@dataclass(frozen=True)
class Finding:
    """One statement worth saying something about.

    Attributes
    ----------
    kind : str
        ``unites``, ``divides``, ``minority`` or ``represents``.
    statement : int
        Index of the statement.
    agree : bool
        The side meant: that of the group, of the minority, or of nearly everybody.
    group : int
        Whose finding it is; −1 for everybody's.
    said, total : int
        How many of how many (in the group, or of all) are on that side.
    share, low, high : float
        That share and its 90 % interval.
    score : float
        What the list is ordered by, larger first.
    q : float
        False-discovery rate at which the second look upholds it; 0 where no groups are involved.
    """

    kind: Kind
    statement: int
    agree: bool
    group: int
    said: int
    total: int
    share: float
    low: float
    high: float
    score: float
    q: float = 0.0


@dataclass(frozen=True, eq=False)
class Group:
    """One opinion group.

    Attributes
    ----------
    size : int
        People in it.
    centre : (2,) float64
        Where it stands on the map.
    represents : tuple of Finding
        What holds for this group more than for the others, and survived the second look.
    """

    size: int
    centre: Floats
    represents: tuple[Finding, ...]


@dataclass(frozen=True)
class Certainty:
    """How sure the picture is.

    Attributes
    ----------
    p : float
        Chance of this much structure if statements had nothing to do with each other.
    ratio : float
        Variance of the first axis over what chance gives.
    stabilities : tuple of float
        For 2, 3 … groups: agreement of repetitions under noise (adjusted Rand, 1 is perfect).
    stability : float
        Of the announced division; 0 for one group.
    separation : float
        Mean silhouette of the announced division; 0 for one group.
    explained : (2,) floats
        Share of the variance of answers each axis of the map carries.
    """

    p: float
    ratio: float
    stabilities: tuple[float, ...]
    stability: float
    separation: float
    explained: tuple[float, float]


@dataclass(frozen=True, eq=False)
class Landscape:
    """The opinion landscape of a conversation.

    Attributes
    ----------
    verdict : str
        ``no_votes``; ``too_few`` (people or statements to draw a map); ``one_group``: no clear division; ``groups``.
    mode : str
        ``goen`` or ``polis``.
    people, statements
        Who and what.
    groups : tuple of Group
        Empty unless the verdict is ``groups``.
    splits : (G, S, 3) int64
        Disagree, pass, agree by announced group.
    unites, divides, minority : tuple of Finding
        Best first; possibly empty.
    certainty : Certainty
        How sure this is.
    """

    verdict: Verdict
    mode: str
    people: People
    statements: Statements
    groups: tuple[Group, ...]
    splits: Ints
    unites: tuple[Finding, ...]
    divides: tuple[Finding, ...]
    minority: tuple[Finding, ...]
    certainty: Certainty

    def suppressed_splits(self, least: int = 3) -> NDArray[np.float64]:
        """Return the splits for public pages: NaN in every (group, statement) that fewer than ``least`` people answered."""
        shown = self.splits.astype(np.float64)
        few = self.splits.sum(axis=2) < least
        shown[few] = np.nan
        return shown
