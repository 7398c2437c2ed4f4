"""Consents: every word on a purpose is a row; the newest counts."""

from collections.abc import Collection

from django.db import transaction

from goen.base import audit
from goen.roster.models import WORDING_VERSION, Consent, Participation


@transaction.atomic
def set_consent(*, participation: Participation, purpose: str, is_given: bool, by: str) -> bool:
    """Give or withdraw one consent; nothing is written when it stands so already; returns whether it changed."""
    return set_consents(
        participation=participation,
        given=_given(participation) | {purpose} if is_given else _given(participation) - {purpose},
        by=by,
    )


@transaction.atomic
def set_consents(*, participation: Participation, given: Collection[str], by: str) -> bool:
    """Set all consents at once: purposes named are given, the others withdrawn; returns whether anything changed."""
    newest = _newest(participation)
    wanted = {purpose.value: purpose.value in given for purpose in Consent.Purpose}
    changed = {purpose: word for purpose, word in wanted.items() if newest.get(purpose, False) != word}
    Consent.objects.bulk_create(
        Consent(participation=participation, purpose=purpose, is_given=word, wording_version=WORDING_VERSION)
        for purpose, word in changed.items()
    )
    if changed:
        audit.record(by, "roster.set_consent", f"participation:{participation.pk}", **changed)
    return bool(changed)


def _newest(participation: Participation) -> dict[str, bool]:
    rows = Consent.objects.filter(participation=participation).order_by("id")
    return dict(rows.values_list("purpose", "is_given"))


def _given(participation: Participation) -> set[str]:
    return {purpose for purpose, word in _newest(participation).items() if word}
