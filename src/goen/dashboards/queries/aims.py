"""What a proposal wants to move, as the page of its answer shows it."""

from collections.abc import Sequence

from django.urls import reverse

from goen.dashboards.models import Aim, Value
from goen.dashboards.queries.indicators import headline
from goen.dashboards.queries.shapes import figure_text
from goen.events.models import PartnershipMember
from goen.proposals.models import Proposal
from goen.proposals.queries import Wanted


def wanted_by(proposal: Proposal, user_id: int | None) -> Sequence[Wanted]:
    """Return the figures a proposal wants to move, with the address for members of the partnership; ≤ 3 queries."""
    aims = list(Aim.objects.filter(proposal=proposal).select_related("indicator__partnership"))
    if not aims:
        return []
    ids = {aim.indicator_id for aim in aims}
    values: dict[int, list[Value]] = {one: [] for one in ids}
    for value in Value.objects.filter(indicator_id__in=ids, value__isnull=False):
        values[value.indicator_id].append(value)
    partnership = aims[0].indicator.partnership
    is_known = PartnershipMember.objects.filter(partnership=partnership, user_id=user_id or 0).exists()
    return [_wanted(aim, values[aim.indicator_id], is_known=is_known) for aim in aims]


def _wanted(aim: Aim, values: Sequence[Value], *, is_known: bool) -> Wanted:
    one, found = aim.indicator, headline(values)
    return Wanted(
        name=one.name,
        words=aim.words,
        figure=figure_text(found.value) if found else "",
        before=figure_text(found.before) if found and found.before is not None else "",
        unit=one.unit,
        period=found.period if found else "",
        source=one.source,
        address=reverse("dashboards:indicator", args=(one.partnership.slug, one.pk)) if is_known else "",
    )
