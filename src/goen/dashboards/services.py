"""Every write of indicators."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from goen.base import audit
from goen.base.actors import Actor
from goen.core.errors import BadInputError, GoenError, TooMuchError
from goen.core.indicators import Columns, Observation, Period
from goen.dashboards.models import Aim, Indicator, IndicatorFile, Value
from goen.dashboards.queries.files import Look
from goen.events.models import Partnership
from goen.proposals.models import Proposal
from goen.roster.services.reading import read_table

_FORGOTTEN_AFTER = timedelta(days=1)
MOST_VALUES = 20_000
# The reader of rosters speaks of rosters; here the same troubles are those of a table of figures.
_TROUBLES = {
    "roster.empty_file": "dashboards.empty_file",
    "roster.other_kind": "dashboards.other_kind",
    "roster.with_password": "dashboards.with_password",
    "roster.broken_file": "dashboards.broken_file",
    "roster.not_a_table": "dashboards.broken_file",
    "roster.too_many_rows": "dashboards.too_many_rows",
}


@dataclass(frozen=True)
class TakeIn:
    """What a person said of a file: its sheet as read, columns, period of a sheet without one, and the indicator's words."""

    look: Look
    columns: Columns
    default: Period | None
    fields: Mapping[str, object]
    replaces: bool = True


def keep_file(
    *, actor: Actor, partnership: Partnership, name: str, data: bytes, indicator: Indicator | None = None
) -> IndicatorFile:
    """Read a file and keep it until somebody has looked at it; previews nobody took in are forgotten after a day."""
    try:
        table = read_table(data)
    except GoenError as error:
        kind = TooMuchError if isinstance(error, TooMuchError) else BadInputError
        raise kind(_TROUBLES.get(error.code, error.code), **error.params) from error
    with transaction.atomic():
        old = timezone.now() - _FORGOTTEN_AFTER
        IndicatorFile.objects.filter(state=IndicatorFile.State.PREVIEWED, created_at__lt=old).delete()
        file = IndicatorFile.objects.create(
            partnership=partnership,
            indicator=indicator,
            file_name=name[-200:],
            sha256=hashlib.sha256(data).hexdigest(),
            table=table,
            created_by_id=actor.user_id,
        )
        audit.record(actor.key, "dashboards.keep_file", f"indicator_file:{file.pk}", sha256=file.sha256)
    return file


@transaction.atomic
def take_in(*, actor: Actor, file: IndicatorFile, told: TakeIn) -> Indicator:
    """Make a file's figures those of an indicator (a new one, or the one it was uploaded for).

    With ``replaces`` the former figures go; otherwise those of the same period, place and series are renewed and the
    others stay. Rows that could not be read are left out, as the preview said.
    """
    fresh = IndicatorFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if fresh.state == IndicatorFile.State.APPLIED:
        raise BadInputError("dashboards.file_done")
    found = told.look.read(told.columns, told.default).observations
    if not found:
        raise BadInputError("dashboards.no_figures")
    if len(found) > MOST_VALUES:
        raise TooMuchError("dashboards.too_many_values", n=len(found), limit=MOST_VALUES)
    indicator = _saved(file, told.fields)
    if told.replaces:
        Value.objects.filter(indicator=indicator).delete()
    _write_values(indicator, fresh, found)
    fresh.indicator, fresh.state, fresh.n_values, fresh.table = indicator, IndicatorFile.State.APPLIED, len(found), {}
    fresh.save(update_fields=["indicator", "state", "n_values", "table"])
    audit.record(actor.key, "dashboards.take_in", f"indicator:{indicator.pk}", file=fresh.pk, values=len(found))
    return indicator


@transaction.atomic
def change_indicator(*, actor: Actor, indicator: Indicator, fields: Mapping[str, object]) -> Indicator:
    """Change what an indicator says of itself; its figures stay."""
    _refuse_name_taken(indicator.partnership_id, str(fields["name"]), indicator.pk)
    for name, value in fields.items():
        setattr(indicator, name, value)
    indicator.save(update_fields=list(fields))
    audit.record(actor.key, "dashboards.change_indicator", f"indicator:{indicator.pk}", fields=sorted(fields))
    return indicator


@transaction.atomic
def delete_indicator(*, actor: Actor, indicator: Indicator) -> None:
    """Delete an indicator with its figures and files; proposals stay."""
    audit.record(actor.key, "dashboards.delete_indicator", f"indicator:{indicator.pk}", name=indicator.name)
    Value.objects.filter(indicator=indicator).delete()
    indicator.delete()


@transaction.atomic
def link_proposal(*, actor: Actor, indicator: Indicator, proposal: Proposal, words: str) -> Aim:
    """Say that a proposal wants to move an indicator; a second time renews the words."""
    aim, _is_new = Aim.objects.update_or_create(
        indicator=indicator, proposal=proposal, defaults={"words": words.strip()}
    )
    audit.record(actor.key, "dashboards.link_proposal", f"indicator:{indicator.pk}", proposal=proposal.pk)
    return aim


@transaction.atomic
def unlink_proposal(*, actor: Actor, aim: Aim) -> None:
    """Take the link of a proposal away."""
    audit.record(actor.key, "dashboards.unlink_proposal", f"indicator:{aim.indicator_id}", proposal=aim.proposal_id)
    aim.delete()


def _saved(file: IndicatorFile, fields: Mapping[str, object]) -> Indicator:
    indicator = file.indicator or Indicator(partnership=file.partnership)
    _refuse_name_taken(file.partnership_id, str(fields["name"]), indicator.pk)
    for name, value in {**fields, "updated_at": timezone.now()}.items():
        setattr(indicator, name, value)
    try:
        with transaction.atomic():
            indicator.save()
    except IntegrityError as error:  # somebody else took the name this very moment
        raise BadInputError("dashboards.name_taken", name=fields["name"]) from error
    return indicator


def _refuse_name_taken(partnership_id: int, name: str, own_id: int | None) -> None:
    if Indicator.objects.filter(partnership_id=partnership_id, name=name).exclude(pk=own_id or 0).exists():
        raise BadInputError("dashboards.name_taken", name=name)


def _write_values(indicator: Indicator, file: IndicatorFile, found: tuple[Observation, ...]) -> None:
    rows = [
        Value(
            indicator=indicator,
            file=file,
            row=one.row,
            start=one.period.start,
            grain=one.period.grain,
            area=one.area[:120],
            code=one.code[:20],
            series=one.series[:200],
            value=one.value,
        )
        for one in found
    ]
    key = ["indicator", "start", "grain", "area", "code", "series"]
    Value.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=key, update_fields=["file", "row", "value"]
    )
