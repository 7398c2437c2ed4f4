"""Every write of news."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from goen.base import audit, jobs, live, mail
from goen.core.errors import BadInputError, RefusedError
from goen.events.models import Event
from goen.inbox import queries
from goen.inbox.access import Reader
from goen.inbox.models import Delivery, Identity, Message

_MORNING = time(8, 0)
_MOST_LINES = 50


@dataclass(frozen=True)
class News:
    """Something to tell.

    Parameters
    ----------
    code : str
        A sentence registered with ``base.messages``; ``params`` fill its blanks.
    params : mapping
        Plain values.
    path : str
        Where it leads, from the root of the site; ``{slug}`` stands for the event the reader came by.
    account_path : str
        Where it leads for accounts, when that is another page.
    note : str
        Words somebody wrote to go with it, for example the reason.
    event : Event or None
        The event it is about.
    """

    code: str
    params: dict[str, Any]
    path: str = ""
    note: str = ""
    account_path: str = ""
    event: Event | None = None


@transaction.atomic
def tell(*, news: News, user_ids: Collection[int] = (), person_ids: Collection[int] = ()) -> int:
    """Tell accounts and people on rosters, each once; a person linked to a told account is not told twice.

    Returns how many were told; 3 queries, and one more for each reader who wants mail.
    """
    linked = dict(Identity.objects.filter(person_id__in=person_ids).values_list("person_id", "user_id"))
    readers: list[tuple[int | None, int | None]] = [(user, None) for user in sorted({*user_ids, *linked.values()})]
    readers += [(None, person) for person in sorted({*person_ids} - linked.keys())]
    fields = {"code": news.code, "params": news.params, "note": news.note, "event": news.event}
    Message.objects.bulk_create(
        Message(user_id=user, person_id=person, path=news.account_path or news.path if user else news.path, **fields)
        for user, person in readers
    )
    for user, person in readers:
        live.publish(f"inbox:{_key(user, person)}", "inbox.told")
        if mail.is_configured():
            _plan_mail(user, person)
    return len(readers)


@transaction.atomic
def open_message(*, message: Message) -> Message:
    """Note that a message was read; twice is once."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=timezone.now())
    return message


@transaction.atomic
def read_all(*, reader: Reader) -> int:
    """Note that everything was read; returns how many were new."""
    unread = queries.messages_for(reader.user_id, reader.person_id).filter(read_at__isnull=True)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def set_delivery(*, reader: Reader, mode: str) -> None:
    """Keep how often mail comes."""
    if mode not in Delivery.Mode.values:
        raise BadInputError("inbox.no_such_mode")
    if reader.user_id is not None:
        Delivery.objects.update_or_create(user_id=reader.user_id, defaults={"mode": mode})
    if reader.person_id is not None:
        Delivery.objects.update_or_create(person_id=reader.person_id, defaults={"mode": mode})
    audit.record(reader.key, "inbox.set_delivery", reader.key, mode=mode)


@transaction.atomic
def link_account(*, user_id: int, person_id: int) -> None:
    """Say that an account and a person on rosters are the same; the caller holds both. A former link of the account goes."""
    if Identity.objects.filter(person_id=person_id).exclude(user_id=user_id).exists():
        raise RefusedError("inbox.linked_elsewhere")
    Identity.objects.update_or_create(user_id=user_id, defaults={"person_id": person_id})
    audit.record(f"user:{user_id}", "inbox.link_account", f"person:{person_id}")


@transaction.atomic
def unlink_account(*, user_id: int) -> None:
    """Take the link back; twice is once."""
    if Identity.objects.filter(user_id=user_id).delete()[0]:
        audit.record(f"user:{user_id}", "inbox.unlink_account", f"user:{user_id}")


def send_waiting(*, user_id: int | None, person_id: int | None) -> int:
    """Mail everything unread that was not mailed, in one letter; returns how many pieces of news it held."""
    address = queries.address_of(user_id, person_id)
    if not mail.is_configured() or not address.mail or address.mode == Delivery.Mode.NONE:
        return 0
    waiting = queries.to_mail(user_id, person_id)
    if not waiting:
        return 0
    with override("ja"):
        subject = _("【ご縁】お知らせ {n} 件").format(n=len(waiting))
        letter = mail.Letter(address.mail, subject, _letter(waiting, address.token))
    if not mail.send([letter]):
        return 0
    # Marked after it was sent: a crash in between may send twice, never not at all.
    Message.objects.filter(pk__in=[message.pk for message in waiting]).update(mailed_at=timezone.now())
    return len(waiting)


def _plan_mail(user_id: int | None, person_id: int | None) -> None:
    mode = queries.mode_of(user_id, person_id)
    if mode == Delivery.Mode.NONE:
        return
    when = None if mode == Delivery.Mode.AT_ONCE else next_morning(timezone.localtime())
    jobs.enqueue("inbox.send_waiting", once=True, not_before=when, user_id=user_id, person_id=person_id)


def next_morning(now: datetime) -> datetime:
    """Return the next eight o'clock after a local moment."""
    today = now.replace(hour=_MORNING.hour, minute=_MORNING.minute, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)


def _letter(waiting: list[Message], token: str) -> str:
    lines = [_("新しいお知らせがあります。"), ""]
    for message in waiting[:_MOST_LINES]:
        lines += [f"・{message.sentence}", *(f"　　{line}" for line in message.note.splitlines())]
        if message.path and not token:
            lines.append(f"　　{_site()}{message.path}")
    if len(waiting) > _MOST_LINES:
        lines.append(_("ほか {n} 件").format(n=len(waiting) - _MOST_LINES))
    where = f"{_site()}/p/{token}/?next=inbox" if token else f"{_site()}/inbox/"
    lines += ["", _("すべてのお知らせと、メールの届け方の変更:"), where]
    if token:
        lines.append(_("このリンクはあなた専用です。ほかの人に渡さないでください。"))
    return "\n".join(lines)


def _site() -> str:
    """Return the address guests reach; without a set one this machine's own."""
    return str(settings.PUBLIC_URL).rstrip("/") or f"http://{settings.LAN_ADDRESS}:{settings.PORT}"


def _key(user_id: int | None, person_id: int | None) -> str:
    return f"user:{user_id}" if user_id else f"person:{person_id}"
