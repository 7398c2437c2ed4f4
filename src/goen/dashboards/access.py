"""The door to figures: organisers and those who decide see an event's; whoever belongs to a partnership sees its years."""

from typing import TypeVar

from goen.base.actors import Actor
from goen.core.errors import BadInputError, RefusedError
from goen.dashboards.models import Aim, Indicator, IndicatorFile
from goen.events.access import Member, get_event_to, get_partnership, may_change_partnership
from goen.events.models import Partnership

_Row = TypeVar("_Row", Indicator, IndicatorFile, Aim)


def get_event_to_see_figures(actor: Actor, slug: str) -> Member:
    """Return the member who may see an event's figures; ≤ 3 queries."""
    return get_event_to("dashboards.see", actor, slug)


def get_partnership_to_see_figures(actor: Actor, slug: str) -> Partnership:
    """Return a partnership the actor belongs to; ≤ 3 queries."""
    return get_partnership(actor, slug)


def get_partnership_to_keep_indicators(actor: Actor, slug: str) -> Partnership:
    """Return a partnership whose indicators the actor keeps: its organisers do; ≤ 3 queries."""
    return get_partnership(actor, slug, to_change=True)


def get_indicator_to_see(actor: Actor, slug: str, indicator_id: int) -> Indicator:
    """Return an indicator of a partnership the actor belongs to; ≤ 4 queries."""
    return _indicator(get_partnership(actor, slug), indicator_id)


def get_indicator_to_keep(actor: Actor, slug: str, indicator_id: int) -> Indicator:
    """Return an indicator the actor keeps; ≤ 4 queries."""
    return _indicator(get_partnership(actor, slug, to_change=True), indicator_id)


def get_file_to_take_in(actor: Actor, slug: str, file_id: int) -> IndicatorFile:
    """Return a file that waits to be looked at, or say that it was taken in already; ≤ 4 queries."""
    partnership = get_partnership(actor, slug, to_change=True)
    rows = IndicatorFile.objects.select_related("indicator", "partnership").filter(partnership=partnership, pk=file_id)
    file = _or_refuse(rows.first())
    if file.state == IndicatorFile.State.APPLIED:
        raise BadInputError("dashboards.file_done")
    return file


def get_aim_to_remove(actor: Actor, slug: str, aim_id: int) -> Aim:
    """Return a link of a proposal to an indicator the actor keeps; ≤ 4 queries."""
    partnership = get_partnership(actor, slug, to_change=True)
    return _or_refuse(
        Aim.objects.select_related("indicator").filter(indicator__partnership=partnership, pk=aim_id).first()
    )


def may_keep_indicators(actor: Actor, partnership: Partnership) -> bool:
    """Tell whether the actor keeps a partnership's indicators; ≤ 1 query."""
    return may_change_partnership(actor, partnership)


def _indicator(partnership: Partnership, indicator_id: int) -> Indicator:
    found = Indicator.objects.filter(partnership=partnership, pk=indicator_id).select_related("partnership").first()
    return _or_refuse(found)


def _or_refuse(found: _Row | None) -> _Row:
    if found is None:
        raise RefusedError("base.refused")
    return found
