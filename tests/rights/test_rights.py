"""Every address × role × moment: the doors keep what the rows of ``rights.toml`` promise."""

from copy import copy

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from tests.rights.hall import MOMENTS, Hall

from goen.accounts.models import Role
from goen.base.rights import Route, rights, routes
from goen.events.phases import DEEDS, TIMES, is_allowed, is_open

ROUTES = {route.name: route for route in routes() if not route.name.startswith("?")}
DOORS = (reverse(settings.LOGIN_URL), reverse("account_login"))
OTHERS = ("operator", "outsider", "nobody")
# The placeholder for a part nobody gave a value for: a thing that does not exist.
_NOTHING = {"job_id": "00000000-0000-0000-0000-000000000000", "token": "none", "join_code": "NONE22"}


@pytest.fixture
def hall(db, caplog):
    caplog.set_level("ERROR", "django.request")  # refusals are what is asked for here
    return Hall()


def expected(right, role, moment):
    """Return whether the row lets a role in at a moment; None when the row does not say."""
    status, kind = MOMENTS[moment]
    if right.to in DEEDS:
        known = Role.ORGANISER if role == "operator" else None if role in OTHERS else role
        return is_allowed(known, right.to) and is_open(right.to, status, kind)
    signed_in = role not in ("nobody", Role.PARTICIPANT, Role.FACILITATOR)
    words = {
        "everybody": True,
        "public": True,
        "code": None,
        "own": role != "nobody" and None,
        "account": signed_in,
        "partnership": role in ("operator", Role.ORGANISER, Role.OBSERVER),
        "partnership-organiser": role in ("operator", Role.ORGANISER),
        "community": role not in ("nobody", "outsider") and None,
        "community-moderator": role in ("operator", Role.ORGANISER, Role.CO_ORGANISER),
        "showcase-editor": role in ("operator", Role.ORGANISER, Role.CO_ORGANISER),
        "operator": role == "operator",
        "token": False,
    }
    return words[right.to]


def knock(hall, route, role):
    """Return how the door answers: True let in, False refused, and None when the thing does not exist."""
    given = {name: hall.part(route, name) for name in route.parts}
    parts = {name: _NOTHING.get(name, 0) if value is None else value for name, value in given.items()}
    client, answers = hall.clients[role], set()
    cookies = copy(client.cookies)
    for method in (client.get, client.post):
        with transaction.atomic():
            answer = method(reverse(route.name, kwargs=parts), hall.forms.get(route.name, {}))
            transaction.set_rollback(True)
        client.cookies = copy(cookies)  # a door may have changed who this browser is
        if answer.status_code == 405:
            continue
        to_door = answer.status_code == 302 and answer.url.startswith(DOORS)
        answers.add(answer.status_code not in (401, 403, 404) and not to_door)
    return None if None in given.values() and True not in answers else True in answers


def findings(hall, route, moments):
    right, wrong = rights()[route.name], []
    for moment in moments:
        hall.at(moment)
        for role in hall.clients:
            wanted = expected(right, role, moment)
            if wanted is None:
                continue
            got = knock(hall, route, role)
            if (got and not wanted) or (got is False and wanted and not right.is_narrower):
                wrong.append(f"{route.name}: {role} at {moment} is {'let in' if got else 'refused'}")
    return wrong


def space_of(name):
    """Return the slice an address belongs to; allauth's have none and are accounts' own."""
    return name.partition(":")[0] if ":" in name else "accounts"


def spaces():
    return sorted({space_of(name) for name in ROUTES if name in rights()})


@pytest.mark.parametrize("space", spaces())
def test_every_door_keeps_its_row(hall, space):
    wrong = []
    for name, route in ROUTES.items():
        if name in rights() and space_of(name) == space:
            moments = MOMENTS if rights()[name].to in TIMES else ("discussion",)
            wrong += findings(hall, route, moments)

    assert not wrong, "\n".join(wrong)


def test_the_check_itself_finds_a_door_that_lets_too_many_in(hall):
    route = Route("events:home", "", ())
    assert knock(hall, route, "nobody") is True
    assert knock(hall, ROUTES["roster:list"], "outsider") is False
