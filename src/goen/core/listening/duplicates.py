"""Texts that say the same in nearly the same words, stacked; and posts that look like one written many times."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from goen.core.listening.pairs import character_rows
from goen.core.listening.texts import Text
from goen.core.listening.topics import count_posts
from goen.core.listening.vectors import Floats

NEARLY_SAME = 0.55
"""Cosine of character runs from which two wordings are one stack (all pairs seen at this bound were true)."""
N_LOOKED_AT = 20
_ROWS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class Stack:
    """Wordings that are nearly the same: ``first`` is the text that stands for them; people, posts, wordings apart.

    ``n_unsigned`` posts have no author: they are counted as posts, never as people.
    """

    first: int
    members: tuple[int, ...]
    n_posts: int
    n_people: int
    n_unsigned: int
    n_wordings: int


def stack_wordings(texts: Sequence[str], candidates: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Give each wording the number of the wording that stands for it.

    Parameters
    ----------
    texts : sequence of str
        One per wording; left unchanged.
    candidates : int array (n, k)
        For each, the wordings to compare it with (its neighbours); no columns compares all pairs.

    Returns
    -------
    int array (n,)
        The leader of each, itself when it stands alone. Leaders have the most near-copies; a member is near its leader,
        never only near a member: stacks do not grow by chains.

    Notes
    -----
    O(n k length); deterministic, ties go to the first.
    """
    pairs = near_pairs(texts, candidates)
    near: list[list[int]] = [[] for _ in texts]
    for left, right in pairs:
        near[left].append(right)
        near[right].append(left)
    leader = np.arange(len(texts), dtype=np.int64)
    free = np.ones(len(texts), dtype=bool)
    for one in sorted(range(len(texts)), key=lambda one: (-len(near[one]), one)):
        if free[one] and near[one]:
            free[one] = False
            for other in near[one]:
                if free[other]:
                    leader[other], free[other] = one, False
    return leader


def near_pairs(texts: Sequence[str], candidates: npt.NDArray[np.int32]) -> list[tuple[int, int]]:
    """Pairs of wordings nearly the same, each once, ascending."""
    n = len(texts)
    if n < 2:  # noqa: PLR2004
        return []
    rows = character_rows(texts)
    if not candidates.shape[1]:
        left, right = np.triu_indices(n, 1)
    else:
        left = np.repeat(np.arange(n), candidates.shape[1])
        right = candidates.ravel().astype(np.int64)
        both = np.unique(np.sort(np.stack([left, right], axis=1), axis=1), axis=0)
        left, right = both[:, 0], both[:, 1]
    alike = np.concatenate(
        [
            np.asarray(rows[left[at : at + 65536]].multiply(rows[right[at : at + 65536]]).sum(axis=1)).ravel()
            for at in range(0, len(left), 65536)
        ]
    )
    chosen = np.flatnonzero((alike >= NEARLY_SAME) & (left != right))
    return [(int(left[place]), int(right[place])) for place in chosen]


def stacks_of(
    texts: Sequence[Text], texts_by_unit: Sequence[Sequence[int]], leader: npt.NDArray[np.int64]
) -> list[Stack]:
    """Count every stack of two posts or more, most posts first.

    Parameters
    ----------
    texts : sequence of Text
    texts_by_unit : sequence of sequence of int
        Places of the texts of each wording.
    leader : int array (n_wordings,)
        As ``stack_wordings`` gives it.
    """
    units: dict[int, list[int]] = {}
    for unit, first in enumerate(leader):
        units.setdefault(int(first), []).append(unit)
    stacks = []
    for first, members in units.items():
        places = tuple(sorted(place for unit in members for place in texts_by_unit[unit]))
        if len(places) > 1:
            n_posts, n_people, n_unsigned = count_posts(texts, places)
            stacks.append(Stack(texts_by_unit[first][0], places, n_posts, n_people, n_unsigned, len(members)))
    return sorted(stacks, key=lambda stack: (-stack.n_posts, stack.first))


def crowding(texts: Sequence[str]) -> Floats:
    """How much each text looks like one of many copies: mean cosine to its 20 nearest by runs of characters.

    Parameters
    ----------
    texts : sequence of str
        Left unchanged.

    Returns
    -------
    float array (n,)
        0–1; posts of one campaign stand out even when each is reworded. Differently worded posts of one hand cannot be
        seen from the text at all: count people, and show the wordings.

    Notes
    -----
    O(n² × length) in blocks: meant for up to about 20,000 texts.
    """
    rows = character_rows(texts)
    out = np.zeros(len(texts), np.float32)
    k = min(N_LOOKED_AT, len(texts) - 1)
    if k < 1:
        return out
    turned: Any = rows.T.tocsr()
    for start in range(0, len(texts), _ROWS_AT_ONCE):
        near = (rows[start : start + _ROWS_AT_ONCE] @ turned).toarray()
        places = np.arange(len(near))
        near[places, start + places] = -1
        out[start : start + len(near)] = np.partition(near, -k, axis=1)[:, -k:].mean(axis=1)
    return out
