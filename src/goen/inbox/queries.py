"""Every read of news."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from goen.accounts.models import User
from goen.inbox.models import Delivery, Identity, Message
from goen.roster.models import Participation, Person

MODES = tuple(Delivery.Mode.choices)
SHOWN = 200


@dataclass(frozen=True)
class Address:
    """Where mail for a reader goes: their mail address ("" when unknown), how often, and the personal link's token."""

    mail: str
    mode: str
    token: str = ""


def messages_for(user_id: int | None, person_id: int | None) -> QuerySet[Message]:
    """Return the news of an account, a person, or both, newest first; 1 query."""
    own = Q(pk__in=())
    if user_id is not None:
        own |= Q(user_id=user_id)
    if person_id is not None:
        own |= Q(person_id=person_id)
    return Message.objects.filter(own).select_related("event")


def n_unread(user_id: int | None, person_id: int | None) -> int:
    """Return how many are not read; 1 query."""
    return messages_for(user_id, person_id).filter(read_at__isnull=True).count()


def person_id_of(user_id: int) -> int | None:
    """Return the person on rosters an account is linked with, or None; 1 query."""
    return Identity.objects.filter(user_id=user_id).values_list("person_id", flat=True).first()


def user_id_of(person_id: int) -> int | None:
    """Return the account linked with a person, or None; 1 query."""
    return Identity.objects.filter(person_id=person_id).values_list("user_id", flat=True).first()


def mode_of(user_id: int | None, person_id: int | None) -> str:
    """Return how a reader wants mail; the account's word comes before the person's; 1 query."""
    rows = Delivery.objects.filter(Q(user_id=user_id or 0) | Q(person_id=person_id or 0)).order_by("person_id")
    found = sorted(rows, key=lambda row: row.user_id is None)
    return found[0].mode if found else Delivery.Mode.DIGEST.value


def address_of(user_id: int | None, person_id: int | None) -> Address:
    """Return where mail goes; ≤ 3 queries."""
    mode = mode_of(user_id, person_id)
    if user_id is not None:
        return Address(str(User.objects.filter(pk=user_id).values_list("email", flat=True).first() or ""), mode)
    mail = str(Person.objects.filter(pk=person_id or 0).values_list("mail", flat=True).first() or "")
    passes = Participation.objects.filter(person_id=person_id or 0, guest_pass__is_revoked=False)
    token = passes.order_by("-event__starts_at").values_list("guest_pass__token", flat=True).first() or ""
    return Address(mail, mode, str(token))


def to_mail(user_id: int | None, person_id: int | None) -> list[Message]:
    """Return what was neither read nor mailed yet, oldest first; 1 query."""
    rows = messages_for(user_id, person_id).filter(mailed_at__isnull=True, read_at__isnull=True)
    return list(rows.order_by("id"))
