"""Writes of somebody's own wishes: their card, and with whom they want to stay in touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from goen.base import audit
from goen.core.errors import BadInputError, RefusedError
from goen.events.models import Event
from goen.inbox.services import News, tell
from goen.ties import phases, queries
from goen.ties.models import Card, Wish


@dataclass(frozen=True)
class CardFields:
    """What somebody wrote on their card."""

    contact: str = ""
    offers: Sequence[str] = ()
    asks: Sequence[str] = ()
    wants_introductions: bool = False
    wants_pairings: bool = False


@transaction.atomic
def save_card(*, person_id: int, fields: CardFields, by: str) -> Card:
    """Keep a card. Taking part needs the consent for ties: without it others could not be told whom they meet."""
    wants = fields.wants_introductions or fields.wants_pairings
    if wants and person_id not in queries.consenting([person_id]):
        raise BadInputError("ties.consent_missing")
    for tag in (*fields.offers, *fields.asks):
        if len(tag) > phases.TAG_LENGTH:
            raise BadInputError("ties.tag_too_long", tag=tag, limit=phases.TAG_LENGTH)
    if max(len(fields.offers), len(fields.asks)) > phases.TAGS_LIMIT:
        raise BadInputError("ties.too_many_tags", limit=phases.TAGS_LIMIT)
    values = {
        "contact": fields.contact.strip()[: phases.CONTACT_LIMIT],
        "offers": list(fields.offers),
        "asks": list(fields.asks),
        "wants_introductions": fields.wants_introductions,
        "wants_pairings": fields.wants_pairings,
    }
    card, _is_new = Card.objects.update_or_create(person_id=person_id, defaults=values)
    taking_part = {"introductions": fields.wants_introductions, "pairings": fields.wants_pairings}
    audit.record(by, "ties.save_card", f"person:{person_id}", **taking_part)
    return card


@transaction.atomic
def set_wish(*, person_id: int, about_id: int, shares_contact: bool, by: str) -> bool:
    """Wish to stay in touch with somebody one met; returns whether both wish it now, which is when both are told."""
    if person_id == about_id or not queries.have_met(person_id, about_id):
        raise RefusedError("base.refused")
    wish, is_new = Wish.objects.update_or_create(
        author_id=person_id, about_id=about_id, defaults={"shares_contact": shares_contact}
    )
    is_mutual = Wish.objects.filter(author_id=about_id, about_id=person_id).exists()
    # The log says that something was wished, not about whom: an operator has no business in that.
    audit.record(by, "ties.set_wish", f"wish:{wish.pk}")
    if is_new and is_mutual:
        for reader, other in ((person_id, about_id), (about_id, person_id)):
            tell_person(reader, "ties.mutual", name=queries.person_of(other).name)
    return is_mutual


@transaction.atomic
def drop_wish(*, person_id: int, about_id: int, by: str) -> None:
    """Take a wish back without a word to the other; twice is once."""
    if Wish.objects.filter(author_id=person_id, about_id=about_id).delete()[0]:
        audit.record(by, "ties.drop_wish", f"person:{person_id}")


def tell_person(person_id: int, code: str, *, event: Event | None = None, **params: str) -> None:
    """Tell somebody something about their ties, leading to their own page."""
    # The page stands in every event somebody has a pass for.
    path = reverse("ties:mine", args=["slug"]).replace("/slug/", "/{slug}/")
    news = News(code, dict(params), path, account_path=reverse("ties:own"), event=event)
    tell(news=news, person_ids=[person_id])
