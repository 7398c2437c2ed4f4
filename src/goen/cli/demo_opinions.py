"""The example's consultation: residents answer, some add statements, one of which is not shown."""

import asyncio
import json
import random
from typing import Any

from goen.base.actors import Actor
from goen.base.durable import writer
from goen.cli.demo import EXAMPLE
from goen.events.access import get_member
from goen.opinions import services
from goen.opinions.access import Voter, ballot_key
from goen.opinions.models import Consultation
from goen.opinions.services.consultations import Frame

FILE = EXAMPLE / "consultation.json"
_SEED = 20250130
_PASSES = 0.07


def consult(event: Any, organiser: Any) -> Consultation:
    """Open the consultation to everybody, have it answered and drawn; about a second."""
    example = json.loads(FILE.read_text(encoding="utf-8"))
    member = get_member(Actor(user_id=organiser.pk), event.slug)
    frame = Frame(example["title"], example["question"], "public", "everybody", True, True)
    row = services.start_consultation(member=member, frame=frame)
    services.add_statements(member=member, consultation=row, texts=[text for text, *_shares in example["statements"]])
    services.open_consultation(member=member, consultation=row)
    asyncio.run(_answer([services.NewVote(row.pk, *vote) for vote in _votes(row, example)]))
    for place, (text, reason) in enumerate(example["added"]):
        voter = Voter(row, ballot_key(row.pk, f"example:{place}"))
        made = services.propose_statement(voter=voter, text=text)
        if reason:
            services.reject_statement(member=member, statement=made, reason=reason)
    services.draw_landscape(consultation_id=row.pk)
    return row


async def _answer(votes: list[services.NewVote]) -> None:
    """Let everybody answer at once: the writer keeps them in a few commits."""
    await asyncio.gather(*(writer.submit(services.cast_votes, vote) for vote in votes))


def _votes(row: Consultation, example: dict[str, Any]) -> list[tuple[str, int, int]]:
    draw = random.Random(_SEED)  # noqa: S311 - an example, the same on every machine
    statements = list(row.statements.order_by("number").values_list("pk", flat=True))
    found = []
    for camp, n_people in enumerate(example["camps"]):
        for person in range(n_people):
            key = ballot_key(row.pk, f"example:{camp}:{person}")
            for statement, (_text, *shares) in zip(statements, example["statements"], strict=True):
                if draw.random() < example["answered"]:
                    agrees = 1 if draw.random() < shares[camp] else -1
                    found.append((key, statement, 0 if draw.random() < _PASSES else agrees))
    return found
