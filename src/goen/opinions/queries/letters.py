"""Names of groups that stay when the map is drawn anew."""

from collections import Counter

from goen.core.opinions.landscape import Landscape
from goen.core.opinions.votes import Votes
from goen.opinions.models import Drawing


def kept_letters(former: Drawing | None, found: Landscape, votes: Votes) -> list[int]:
    """Return for each group the number of its letter: that of the former group most of its people were in; no query.

    A group goes on under its letter when it shares more people with it than any other does; new groups take free letters.
    Only the name hangs on the past: who belongs together never does.
    """
    n_groups = len(found.groups)
    if former is None or not n_groups:
        return list(range(n_groups))
    before = former.inside.get("letters", [])
    shared: Counter[tuple[int, int]] = Counter()
    for ballot, group in zip(votes.participant_ids.tolist(), found.people.groups.tolist(), strict=True):
        place = former.places.get(str(ballot))
        if place is not None and group >= 0 and 0 <= int(place[2]) < len(before):
            shared[group, before[int(place[2])]] += 1
    letters: dict[int, int] = {}
    for (group, letter), _n in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if group not in letters and letter not in letters.values():
            letters[group] = letter
    free = [letter for letter in range(n_groups + len(before)) if letter not in letters.values()]
    return [letters[group] if group in letters else free.pop(0) for group in range(n_groups)]
