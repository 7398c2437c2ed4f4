"""An event with an organiser, a key of theirs, and a program that calls."""

import json

import pytest
from django.test import Client
from tests.factories import make_board, make_event, make_groups, make_member, make_note, make_participation

from goen.accounts.models import Role
from goen.events.access import Member
from goen.exchange import services
from goen.exchange.phases import SCOPES


@pytest.fixture
def event(db):
    event = make_event(slug="town", title="まちの交流会")
    people = [make_participation(event, f"縁野 花{n}", "福島県") for n in "子代恵"]
    board = make_board(event, make_groups(event, [people])[0])
    make_note(board, "窓口が遠い", author=people[0])
    return event


@pytest.fixture
def member(event):
    return Member(event=event, role=Role.ORGANISER, user_id=make_member(event).pk)


class Caller:
    """A program with a key."""

    def __init__(self, user_id, scopes=tuple(SCOPES)):
        self.token, self.key = services.make_token(user_id=user_id, name="試験", scopes=scopes, expires_at=None)
        self.client = Client(headers={"authorization": f"Bearer {self.key}"})

    def __call__(self, method, path, data=None):
        answer = self.client.generic(
            method.upper(),
            f"/api/v1{path}",
            json.dumps(data) if data is not None else "",
            content_type="application/json",
        )
        return answer.status_code, answer.json() if answer.content and answer.headers["content-type"].startswith(
            "application/json"
        ) else answer


@pytest.fixture
def call(member):
    return Caller(member.user_id)
