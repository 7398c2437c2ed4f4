"""The audit log as people read it: filtered, named, in the order of the chain."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from goen.accounts.models import User
from goen.base.models import AuditEntry
from goen.records.phases import VERBS

AT_ONCE = 200


@dataclass(frozen=True)
class Filter:
    """What a reader looks for; empty fields look for everything."""

    verb: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class LogLine:
    """One entry in words."""

    entry: AuditEntry
    who: str
    what: str

    @property
    def details(self) -> str:
        """The details in one line; texts are shortened."""
        return "、".join(f"{key}: {str(value)[:60]}" for key, value in self.entry.details.items())


def entries(event_id: int | None, wanted: Filter, before: int | None = None) -> list[LogLine]:
    """Return entries of an event (of everything for None), newest first, at most 200; 2 queries."""
    rows = _filtered(event_id, wanted)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-id")[:AT_ONCE])
    names = _names(found)
    return [LogLine(entry, _who(entry.actor, names), what(entry.verb)) for entry in found]


def every_entry(event_id: int | None) -> QuerySet[AuditEntry]:
    """Return all entries of an event in the order of the chain; 1 query."""
    return _filtered(event_id, Filter()).order_by("id")


def verbs_of(event_id: int | None) -> list[tuple[str, str]]:
    """Return the verbs that occur, with what they are called; 1 query."""
    found = _filtered(event_id, Filter()).order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, what(verb)) for verb in found), key=lambda pair: pair[1])


def what(verb: str) -> str:
    """Return what a verb is called; one nobody named stands for itself."""
    space, _dot, short = verb.partition(".")
    named = VERBS.get(verb) or (VERBS.get(f"*.{short}") if short in ("read", "download") else None)
    return gettext(str(named)) if named else f"{space} {short}"


def _filtered(event_id: int | None, wanted: Filter) -> QuerySet[AuditEntry]:
    rows = AuditEntry.objects.all() if event_id is None else AuditEntry.objects.filter(event_id=event_id)
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.actor:
        users = User.objects.filter(username=wanted.actor).values_list("pk", flat=True)
        rows = rows.filter(actor__in=[wanted.actor, *(f"user:{pk}" for pk in users)])
    zone = timezone.get_current_timezone()
    if wanted.since:
        rows = rows.filter(at__gte=datetime.combine(wanted.since, time.min, zone))
    if wanted.until:
        rows = rows.filter(at__lte=datetime.combine(wanted.until, time.max, zone))
    return rows


def _names(found: Iterable[AuditEntry]) -> Mapping[str, str]:
    keys = {int(entry.actor[5:]) for entry in found if entry.actor.startswith("user:") and entry.actor[5:].isdigit()}
    return {f"user:{user.pk}": str(user) for user in User.objects.filter(pk__in=keys)}


def _who(actor: str, names: Mapping[str, str]) -> str:
    """Return who did it; a guest stays a number: the log names nobody who took part."""
    if actor.startswith("pass:"):
        return gettext("参加者（リンク {number} 番）").format(number=actor[5:])
    return names.get(actor, {"nobody": gettext("サインインしていない人"), "guest": gettext("参加者")}.get(actor, actor))
