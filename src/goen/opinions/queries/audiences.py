"""Who a consultation can be opened to, in words, and who sits where."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from goen.events.models import Event
from goen.grouping.models import Group, Plan, Seat
from goen.opinions import phases
from goen.roster.models import Participation

# Of a slice above: the audiences of its kind an organiser may choose in an event, as (audience, words).
Choices = Callable[[Event], list[tuple[str, str]]]
_choices: dict[str, Choices] = {}


def register_choices(kind: str, choices: Choices) -> None:
    """Let a slice above offer its own audiences in the form of a consultation."""
    _choices[kind] = choices


def audiences_of(event: Event) -> list[tuple[str, str]]:
    """Return every audience an organiser may choose, with its words; 1 query and those of registered kinds."""
    groups = Group.objects.filter(plan__event=event, plan__state=Plan.State.PUBLISHED).select_related("theme")
    found = [
        (phases.EVENT, _("この交流会の参加者")),
        (phases.PUBLIC, _("リンク・QRコードを開いた人すべて（住民など）")),
    ]
    found += [(f"{phases.GROUP}:{group.pk}", group_words(group)) for group in groups]
    return found + [choice for choices in _choices.values() for choice in choices(event)]


def audience_words(event: Event, audience: str) -> str:
    """Return an audience in words, also one that is no longer offered; ≤ 2 queries."""
    words = dict(audiences_of(event)).get(audience)
    if words is None and audience.startswith(f"{phases.GROUP}:"):
        group = Group.objects.filter(pk=audience.partition(":")[2]).select_related("theme").first()
        words = group_words(group) if group else None
    return words or _("（いまはない対象）")


def group_words(group: Group) -> str:
    """Return a group in words: round, label, theme."""
    words = _("{label}グループ（第{round}ラウンド）").format(label=group.label, round=group.round_number)
    return f"{words} {group.theme.title}" if group.theme else words


def is_seated(person: Participation, group_id: int) -> bool:
    """Tell whether somebody sits in a group; 1 query."""
    return Seat.objects.filter(participation=person, group_id=group_id).exists()
