"""From votes to the landscape, in one call."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from goen.core.opinions import findings
from goen.core.opinions.canonical import Canonical, canonical
from goen.core.opinions.findings import Cells
from goen.core.opinions.gate import Gate, gate
from goen.core.opinions.groups import Division, divide
from goen.core.opinions.landscape import Certainty, Group, Landscape, People, Statements, Verdict
from goen.core.opinions.pca import Axes, principal_axes
from goen.core.opinions.polis import classic
from goen.core.opinions.project import Places, place
from goen.core.opinions.represent import crossfit
from goen.core.opinions.settings import Settings
from goen.core.opinions.statistics import group_counts, wilson
from goen.core.opinions.votes import Ints, Votes
from goen.core.progress import SILENT, Progress

DEFAULTS = Settings()
_LEAST_PEOPLE, _LEAST_STATEMENTS = 3, 2


def analyse(
    votes: Votes,
    *,
    dropped: NDArray[np.bool_] | None = None,
    settings: Settings = DEFAULTS,
    mode: str = "goen",
    progress: Progress = SILENT,
) -> Landscape:
    """Find the opinion landscape of a conversation.

    Parameters
    ----------
    votes : Votes
        Left unchanged; may be empty.
    dropped : (S,) bool, optional
        Moderated statements: counted, but they form nothing and are found nowhere.
    settings : Settings
        Every number that can be tuned.
    mode : {"goen", "polis"}
        ``polis`` divides people by the classic recipe; the rest is the same.
    progress : Progress
        Told at five stations.

    Returns
    -------
    Landscape
        With ``verdict`` ``no_votes`` or ``too_few`` where nothing can be drawn.

    Notes
    -----
    Sparse PCA, ridge positions, a permutation gate, k-means with k chosen by stability (one group allowed), cross-fitted
    representativeness. O(sweeps · V). The answer depends on nothing but who voted how: any order of people, statements or
    votes and any number of threads give the same groups.

    Examples
    --------
    >>> import numpy as np
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> rng = np.random.default_rng(0)
    >>> camps = np.where(np.arange(40)[:, None] < 25, 1, -1) * rng.choice([1, 1, 1, 1, 1, -1], (40, 16))
    >>> found = analyse(votes_from_matrix(camps))
    >>> found.verdict, [group.size for group in found.groups]
    ('groups', [25, 15])
    """
    hidden = np.zeros(votes.n_statements, np.bool_) if dropped is None else np.asarray(dropped, np.bool_)
    progress.update(0, 5, "order")
    table = canonical(votes, hidden)
    progress.update(1, 5, "map")
    axes = map_axes(table, settings)
    places = place(table, axes, ridge=settings.ridge)
    progress.update(2, 5, "structure")
    draft = _divided(_Draft(votes, hidden, table, axes, places, settings), mode)
    progress.update(3, 5, "second look")
    second = _second_look(draft)
    progress.update(4, 5, "findings")
    found = _landscape(draft, second, mode)
    progress.update(5, 5, "done")
    return found


@dataclass(frozen=True, eq=False)
class _Draft:
    votes: Votes
    hidden: NDArray[np.bool_]
    table: Canonical
    axes: Axes
    places: Places
    settings: Settings
    verdict: Verdict = "no_votes"
    test: Gate = field(default_factory=lambda: Gate(1.0, 1.0, 0))
    eligible: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))
    division: Division = field(default_factory=lambda: Division(np.zeros(0, np.int32), 1, (), 0.0))


def map_axes(table: Canonical, settings: Settings) -> Axes:
    """Find the axes of the map; a large table starts from those of a sample, which saves most sweeps over the whole."""
    if table.codes.size <= settings.sample_votes:
        return principal_axes(table, tolerance=settings.pca_tolerance)
    part = table.head(int(np.searchsorted(table.starts, settings.sample_votes)))
    first = principal_axes(part, tolerance=1e-4)
    return principal_axes(table, tolerance=settings.pca_tolerance, start=first.loadings[0] + first.loadings[1])


def _divided(draft: _Draft, mode: str) -> _Draft:
    table, settings = draft.table, draft.settings
    eligible = table.per_line() >= max(1, min(settings.min_votes, table.n_columns))
    draft = replace(draft, eligible=eligible)
    if draft.votes.n_votes == 0:
        return draft
    if (
        np.count_nonzero(eligible) < _LEAST_PEOPLE
        or table.n_columns < _LEAST_STATEMENTS
        or draft.axes.variances[0] <= 0
    ):
        return replace(draft, verdict="too_few")
    test, beyond = _gates(table, settings)
    draft = replace(draft, test=test)
    if mode == "polis":
        return _divided_classically(draft)
    division = _undivided(int(np.count_nonzero(eligible)))
    if test.p <= settings.gate_level:
        roots = draft.places.roots(np.flatnonzero(eligible)[: settings.replicate_lines])
        found = divide(draft.places.points[eligible], roots, settings)
        if beyond or found.separation >= settings.agreeing_separation:
            division = found
    return replace(draft, division=division, verdict="groups" if division.n_groups > 1 else "one_group")


def _gates(table: Canonical, settings: Settings) -> tuple[Gate, bool]:
    """Test for structure beyond how readily people agree; failing that, for any: such camps must be far apart to count."""
    limits = (settings.gate_permutations, settings.gate_votes, settings.seed)
    beyond = gate(table, *limits, is_beyond_agreeing=True)
    if beyond.p <= settings.gate_level:
        return beyond, True
    return gate(table, *limits), False


def _undivided(n_people: int) -> Division:
    return Division(np.zeros(n_people, np.int32), 1, (), 0.0)


def _divided_classically(draft: _Draft) -> _Draft:
    found = classic(draft.votes, hidden=draft.hidden)
    labels = found.labels[draft.table.rows]
    division = Division(labels[labels >= 0], int(labels.max()) + 1, (), max(found.silhouettes, default=0.0))
    verdict: Verdict = "groups" if division.n_groups > 1 else "one_group"
    return replace(draft, eligible=labels >= 0, division=division, verdict=verdict)


def _second_look(draft: _Draft) -> Cells:
    shape = (draft.division.n_groups if draft.verdict == "groups" else 0, draft.votes.n_statements)
    upheld, agree, q, more_z = np.zeros(shape, np.bool_), np.ones(shape, np.bool_), np.ones(shape), np.zeros(shape)
    if shape[0]:
        seen = crossfit(draft.table, draft.axes, draft.eligible, draft.division.labels, settings=draft.settings)
        columns = draft.table.columns
        upheld[:, columns] = seen.holds(draft.settings.false_discovery_rate)
        agree[:, columns] = seen.agree == (draft.table.flips > 0)
        q[:, columns], more_z[:, columns] = seen.q, seen.more_z
    return Cells(upheld, agree, q, more_z)


def _landscape(draft: _Draft, second: Cells, mode: str) -> Landscape:
    people, kept, most = _people(draft), ~draft.hidden, draft.settings.most_findings
    everybody = draft.votes.counts
    splits = group_counts(draft.votes, people.groups, draft.division.n_groups)[: second.upheld.shape[0]]
    return Landscape(
        verdict=draft.verdict,
        mode=mode,
        people=people,
        statements=_statements(draft),
        groups=tuple(_group(draft, people, splits, second, g) for g in range(splits.shape[0])),
        splits=splits,
        unites=findings.uniting(everybody, splits, kept, most),
        divides=findings.dividing(everybody, splits, second, kept, most),
        minority=findings.minorities(everybody, splits, second, kept, most),
        certainty=_certainty(draft),
    )


def _people(draft: _Draft) -> People:
    rows, cast = draft.table.rows, draft.table.per_line()
    n = draft.votes.n_participants
    positions, spread, groups = np.full((n, 2), np.nan), np.full((n, 3), np.nan), np.full(n, -1, np.int32)
    shown = cast >= max(1, min(draft.settings.min_votes_on_map, draft.table.n_columns))
    positions[rows[shown]], spread[rows[shown]] = draft.places.points[shown], draft.places.spread[shown]
    if draft.verdict in {"groups", "one_group"}:
        groups[rows[draft.eligible]] = draft.division.labels
    n_votes = np.empty(n, np.int64)
    n_votes[rows] = cast
    return People(draft.votes.participant_ids, positions, spread, n_votes, groups)


def _statements(draft: _Draft) -> Statements:
    counts, table = draft.votes.counts, draft.table
    low, high = wilson(counts[:, 2], counts.sum(axis=1))
    positions = np.zeros((draft.votes.n_statements, 2))
    positions[table.columns] = (draft.axes.loadings * table.flips).T
    return Statements(draft.votes.statement_ids, ~draft.hidden, counts, low, high, positions)


def _group(draft: _Draft, people: People, splits: Ints, second: Cells, g: int) -> Group:
    members = people.groups == g
    placed = people.positions[members]
    centre = placed[~np.isnan(placed[:, 0])].mean(axis=0)
    represents = findings.representing(g, splits[g], second, draft.settings.most_findings)
    return Group(int(np.count_nonzero(members)), centre, represents)


def _certainty(draft: _Draft) -> Certainty:
    division, table = draft.division, draft.table
    deviations = (table.counts * (np.array([-1.0, 0.0, 1.0]) - table.means[:, None]) ** 2).sum()
    first, second = draft.axes.variances / deviations if deviations > 0 else (0.0, 0.0)
    announced = draft.verdict == "groups" and len(division.stabilities) >= division.n_groups - 1
    return Certainty(
        draft.test.p,
        draft.test.ratio,
        division.stabilities,
        division.stabilities[division.n_groups - 2] if announced else 0.0,
        division.separation,
        (float(first), float(second)),
    )
