"""Topics as people read them: name, headline, quotes, counts; and a cut of the tree with every text accounted for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goen.core.listening.sentences import Quote, choose_quotes, headline_of, quotable
from goen.core.listening.terms import read_text
from goen.core.listening.texts import Account, State, Text
from goen.core.listening.vectors import Embedding, Floats, unit

N_NEAREST = 20
"""Texts nearest the centre whose sentences may speak for a topic."""
N_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Description:
    """What can be said of a set of texts from themselves: it does not depend on the cut."""

    phrases: tuple[str, ...]
    label: str
    headline: Quote | None
    quotes: tuple[Quote, ...]
    cohesion: float
    weak: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a cut.

    Parameters
    ----------
    id : str
        Stable for one tree: ``t<node>``; a merged or split topic has an id of its own.
    label, phrases, headline, quotes
        From the texts themselves; quotes are exact pieces of texts, with their ids.
    members : tuple of int
        Places of its texts, ascending, copies of a wording included.
    n_posts, n_people, n_unsigned, n_wordings : int
        Texts; distinct authors; texts without author; distinct wordings.
    cohesion : float
        Mean cosine between two of its wordings; ``weak`` when hardly above that of any two texts.
    edited : bool
        A person renamed, merged, split or pinned it.
    """

    id: str
    label: str
    phrases: tuple[str, ...]
    headline: Quote | None
    quotes: tuple[Quote, ...]
    members: tuple[int, ...]
    n_posts: int
    n_people: int
    n_unsigned: int
    n_wordings: int
    cohesion: float
    weak: bool
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Cut:
    """The topics of one granularity, the state of every text (in the order of the texts) and the sum."""

    topics: tuple[Topic, ...]
    states: tuple[State, ...]
    account: Account


def count_posts(texts: Sequence[Text], members: Sequence[int]) -> tuple[int, int, int]:
    """Count posts, people and unsigned posts among some texts."""
    authors = [texts[place].author for place in members]
    signed = [author for author in authors if author]
    return len(authors), len(set(signed)), len(authors) - len(signed)


def speak_for(
    texts: Sequence[Text], nearest: Sequence[int], centre: Floats, embedding: Embedding
) -> tuple[Quote | None, tuple[Quote, ...]]:
    """Headline and quotes from the sentences of the texts nearest a centre.

    Parameters
    ----------
    texts : sequence of Text
        All texts; left unchanged.
    nearest : sequence of int
        Places of the texts that may be quoted, nearest first.
    centre : float array (d,)
        Centre of the topic, of length 1.
    embedding : Embedding
        Turns sentences into vectors.
    """
    pieces = [
        Quote(texts[place].id, start, end, texts[place].text[start:end])
        for place in nearest
        for start, end in quotable(texts[place].text)
    ]
    if not pieces:
        return None, ()
    rows = [[term for term, _weight in read_text(piece.words).terms] for piece in pieces]
    vectors = embedding.transform(embedding.count(rows))
    nearness = vectors @ centre
    chosen = choose_quotes(vectors, nearness, N_QUOTES)
    return pieces[headline_of([piece.words for piece in pieces], nearness)], tuple(pieces[place] for place in chosen)


def nearest_to_centre(vectors: Floats, members: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Floats, float]:
    """Members by nearness to their centre (at most 20), the centre, and the mean cosine between two members."""
    inside = vectors[members]
    mean = inside.mean(axis=0)
    centre = unit(mean[None, :])[0]
    nearest = members[np.lexsort((members, -(inside @ centre)))[:N_NEAREST]]
    n = len(members)
    between = (n * float(mean @ mean) - 1) / (n - 1) if n > 1 else 1.0
    return nearest, centre, between


def rivals(
    vectors: Floats, labels: npt.NDArray[np.int64], margin: float
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Which texts stand between two topics, and the nearest other topic of each.

    Parameters
    ----------
    vectors : float array (n, d)
        Of length 1; left unchanged.
    labels : int array (n,)
        Topic of each, 0 … k - 1.
    margin : float
        A text is borderline when another topic's centre is nearer than its own centre is, or farther by less than this.

    Returns
    -------
    borderline : bool array (n,)
    rival : int array (n,)
        Nearest other topic; its own when there is only one topic.
    """
    n_topics = int(labels.max()) + 1 if len(labels) else 0
    if n_topics < 2:  # noqa: PLR2004
        return np.zeros(len(labels), dtype=bool), labels.copy()
    sums = np.zeros((n_topics, vectors.shape[1]), dtype=np.float64)
    np.add.at(sums, labels, vectors)
    near = vectors @ unit(sums).T
    rows = np.arange(len(labels))
    own = near[rows, labels].copy()
    near[rows, labels] = -np.inf
    rival = near.argmax(axis=1)
    return own - near[rows, rival] < margin, rival
