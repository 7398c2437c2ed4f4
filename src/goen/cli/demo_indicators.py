"""The example's indicators: made-up figures in files as offices keep them, taken in as a person would."""

from datetime import date
from typing import Any

from goen.base.actors import Actor
from goen.dashboards.models import Indicator
from goen.dashboards.queries import look_at
from goen.dashboards.services import TakeIn, keep_file, link_proposal, take_in
from goen.proposals.models import Proposal


def take_in_indicators(partnership: Any, organiser: Actor, example: dict[str, Any], folder: Any) -> None:
    """Upload each file, confirm what it looks like, and link the proposals that want to move it."""
    for told in example["indicators"]:
        data = (folder / told["file"]).read_bytes()
        file = keep_file(actor=organiser, partnership=partnership, name=told["file"], data=data)
        look = look_at(file)
        notes = look.guess.notes
        fields: dict[str, object] = {
            "name": told["name"],
            "definition": told["definition"],
            "source": notes.get("source", told["source"]),
            "source_url": "",
            "unit": told["unit"],
            "wanted": told["wanted"],
            "as_of": date.fromisoformat(told["as_of"]),
        }
        taken = TakeIn(look, look.guess.columns, None, fields)
        _link(take_in(actor=organiser, file=file, told=taken), organiser, told["aims"])


def _link(indicator: Indicator, organiser: Actor, aims: dict[str, str]) -> None:
    named = Proposal.objects.filter(event__partnership=indicator.partnership, title__in=aims)
    for proposal in named:
        link_proposal(actor=organiser, indicator=indicator, proposal=proposal, words=aims[proposal.title])
