"""The landscape: drawn anew from all votes whenever some came, kept as rows, told to every open screen."""

import time
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np
from django.db import transaction

from goen.base import jobs, live
from goen.core.opinions.analyse import analyse
from goen.core.opinions.as_json import as_json
from goen.core.opinions.ideal import fit_ideal
from goen.core.opinions.landscape import Landscape
from goen.core.opinions.packing import pack
from goen.core.opinions.picture import Shapes, shapes
from goen.core.opinions.votes import Votes
from goen.opinions import phases, queries
from goen.opinions.models import Consultation, Drawing


@transaction.atomic
def ask_drawings(*, consultation_ids: Iterable[int]) -> None:
    """Have landscapes drawn soon; a drawing that waits already is not asked for twice."""
    for consultation_id in sorted(set(consultation_ids)):
        jobs.enqueue("opinions.redraw", once=True, consultation_id=consultation_id)


def draw_lagging() -> None:
    """Have every landscape drawn that is behind its votes, as after a crash."""
    if consultation_ids := queries.lagging_consultations():
        ask_drawings(consultation_ids=consultation_ids)


def draw_landscape(*, consultation_id: int) -> Drawing | None:
    """Analyse all votes and keep the result; nothing new costs 1 query; the analysis runs outside any transaction."""
    row = Consultation.objects.select_related("drawing").filter(pk=consultation_id).first()
    former = getattr(row, "drawing", None)
    if row is None or (former is not None and former.serial >= row.serial):
        return former
    began = time.monotonic()
    table = queries.vote_table(row)
    found = analyse(table.votes, dropped=table.dropped)
    order = queries.kept_letters(former, found, table.votes)
    fields = {
        "serial": row.serial,
        "verdict": found.verdict,
        "n_people": int(found.people.ids.size),
        "n_votes": int(found.statements.counts.sum()),
        "model": _model(table.votes, table.dropped),
        **_pictures(found, order),
        "took_ms": int((time.monotonic() - began) * 1000),
    }
    return _keep(row, fields)


@transaction.atomic
def _keep(row: Consultation, fields: dict[str, Any]) -> Drawing | None:
    """Replace the former drawing unless a later one was quicker."""
    if not Consultation.objects.filter(pk=row.pk).exists():
        return None
    Drawing.objects.get_or_create(consultation=row)
    held = Drawing.objects.select_for_update().get(consultation=row)
    if held.serial <= fields["serial"]:
        for name, value in fields.items():
            setattr(held, name, value)
        held.save()
        told = {name: fields[name] for name in ("serial", "verdict", "n_people", "n_votes")}
        live.publish(row.topic, "opinions.drawn", **told)
        live.publish(f"{row.event.topic}:staff", "opinions.drawn", consultation=row.pk)
    return held


def _model(votes: Votes, dropped: np.ndarray[Any, np.dtype[np.bool_]]) -> bytes:
    """Fit what chooses the next statement; nothing is known before anybody took a side."""
    if not np.any(votes.values[~dropped[votes.columns]]):
        return b""
    return pack(fit_ideal(votes, dropped=dropped))


def _pictures(found: Landscape, letters: list[int]) -> dict[str, Any]:
    drawn = shapes(found)
    places = {str(int(found.people.ids[i])): [x, y, group] for i, x, y, group in drawn.places}
    picture = _picture(drawn)
    return {
        "inside": _json(found, letters, picture, least=0),
        "public": _json(found, letters, picture, least=phases.LEAST_SHOWN),
        "places": places,
    }


def _json(found: Landscape, letters: list[int], picture: dict[str, Any], *, least: int) -> dict[str, Any]:
    """Return the landscape without any id of a person and without texts: those are read when it is shown."""
    plain = as_json(found, is_public=True, least=least)
    del plain["people"]
    plain["numbers"] = [row["id"] for row in plain["statements"]]
    plain["statements"] = [row for row in plain["statements"] if row["kept"]]
    plain["letters"] = letters
    plain["picture"] = picture
    return plain


def _picture(drawn: Shapes) -> dict[str, Any]:
    return {
        "marks": [list(mark) for mark in drawn.marks],
        "clouds": [asdict(cloud) for cloud in drawn.clouds],
        "names": [list(name) for name in drawn.names],
    }
