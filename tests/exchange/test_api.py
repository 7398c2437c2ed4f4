"""Programs do what an organiser does, within their key's scopes; every call keeps to its own description."""

from datetime import timedelta

import pytest
import schemathesis
from django.utils import timezone
from hypothesis import HealthCheck, settings
from requests import Request
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance
from tests.exchange.conftest import Caller
from tests.factories import make_user

from goen.base.models import AuditEntry
from goen.boards.models import Board
from goen.core.runsheet import TEMPLATES
from goen.events.models import Event
from goen.exchange import services
from goen.exchange.api import api
from goen.roster.models import Participation

TEMPLATE = next(iter(TEMPLATES))
LINES = [
    {"kind": "opening", "title": "開会", "minutes": 10},
    {"kind": "discussion", "title": "討議", "minutes": 60},
]


def test_a_day_is_planned_run_and_closed_without_a_browser(call, db):
    planned = {
        "template": TEMPLATE,
        "title": "第2回",
        "starts_at": "2026-01-30T13:30:00+09:00",
        "ends_at": "2026-01-30T17:00:00+09:00",
    }
    status, refused = call("post", "/events", {**planned, "template": "nothing"})
    assert (status, refused["code"]) == (400, "events.no_such_template")
    assert call("post", "/events", planned)[0] == 201
    slug = Event.objects.get(title="第2回").slug
    sheet = call("get", f"/events/{slug}/run-sheet")[1]
    status, saved = call("put", f"/events/{slug}/run-sheet", {"revision": sheet["revision"], "lines": LINES})
    assert (status, [line["title"] for line in saved["lines"]]) == (200, ["開会", "討議"])
    assert call("put", f"/events/{slug}/run-sheet", {"revision": sheet["revision"], "lines": LINES})[0] == 400
    assert call("patch", f"/events/{slug}", {"venue": "杉妻会館"})[1]["venue"] == "杉妻会館"
    assert call("put", f"/events/{slug}/themes", [{"title": "窓口"}])[1][0]["number"] == 1
    for name in ("髙橋 一", "佐藤 二", "鈴木 三", "渡邉 四"):
        assert call("post", f"/events/{slug}/roster", {"name": name, "organisation": "福島県"})[0] == 201
    assert call("post", f"/events/{slug}/plans", {"n_groups": 2})[0] == 202
    for verb, after in (("open_registration", "registration"), ("start_day", "live"), ("close_event", "closed")):
        assert call("post", f"/events/{slug}/status", {"verb": verb})[1]["status"] == after


def test_the_roster_is_read_corrected_and_moved(call, event):
    rows = call("get", "/events/town/roster")[1]
    assert [row["name"] for row in rows] == list(
        Participation.objects.filter(event=event).values_list("name", flat=True)
    )
    first = rows[0]["id"]
    changed = call("put", f"/events/town/roster/{first}", {"name": "縁野 葉子", "organisation": "福島県"})[1]
    assert changed["name"] == "縁野 葉子"
    assert call("post", f"/events/town/roster/{first}/cancel")[1]["state"] == "cancelled"
    assert call("post", "/events/town/roster", {"name": rows[1]["name"], "organisation": "福島県"})[0] == 400


def test_groups_boards_and_the_rest_are_read(call, event):
    board = Board.objects.get(event=event)
    assert len(call("get", "/events/town/groups")[1]["groups"][0]["people"]) == 3
    assert call("get", f"/events/town/boards/{board.pk}/notes")[1][0]["author"].startswith("縁野")
    Board.objects.filter(pk=board.pk).update(is_anonymous=True)
    assert call("get", f"/events/town/boards/{board.pk}/notes")[1][0]["author"] == ""
    for path in ("boards", "proposals", "voices", "reports", "webhooks", "themes"):
        assert call("get", f"/events/town/{path}")[0] == 200


def test_a_key_does_only_what_its_scopes_name(member):
    narrow = Caller(member.user_id, ["events:read"])
    assert narrow("get", "/events/town")[0] == 200
    assert narrow("get", "/events/town/roster")[1]["code"] == "exchange.not_in_scope"
    assert narrow("patch", "/events/town", {"venue": "x"})[0] == 404


def test_a_key_of_somebody_else_opens_nothing_even_an_operators(event):
    for user in (make_user(), make_user(is_staff=True)):
        other = Caller(user.pk)
        assert other("get", "/events/town")[1] == other("get", "/events/nowhere")[1]
        assert other("get", "/events")[1] == []


@pytest.mark.parametrize("how", ["none", "wrong", "revoked", "expired", "inactive"])
def test_without_a_good_key_nothing_is_answered(member, how):
    caller = Caller(member.user_id)
    token = caller.token
    if how == "revoked":
        services.revoke_token(token=token, by="user:1")
    if how == "expired":
        type(token).objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if how == "inactive":
        type(token.user).objects.filter(pk=token.user_id).update(is_active=False)
    caller.client.defaults["HTTP_AUTHORIZATION"] = {"none": "", "wrong": "Bearer goen_wrong"}.get(
        how, f"Bearer {caller.key}"
    )
    status, answer = caller("get", "/events")
    assert (status, answer["code"]) == (401, "exchange.no_key")


def test_the_text_of_a_key_is_shown_once_and_kept_nowhere(client, member):
    client.force_login(type(make_user()).objects.get(pk=member.user_id))
    page = client.post(
        "/accounts/tokens/", {"name": "表計算", "scopes": ["events:read"], "days": "30"}
    ).content.decode()
    key = page.partition("<code>")[2].partition("</code>")[0]
    assert key.startswith("goen_")
    assert key not in client.get("/accounts/tokens/").content.decode()
    assert key not in str(list(AuditEntry.objects.values()))


def test_the_reference_is_made_from_the_description_and_fetches_nothing(client, db):
    page = client.get("/api/").content.decode()
    assert "/api/v1/events/{slug}/run-sheet" in page
    assert "RunSheetIn" in page


@pytest.mark.parametrize("body", ["{", "[]", '{"template": 1}', '{"title": "\\u0000"}', "null", '{"extra": 1}'])
def test_nonsense_is_answered_with_where_it_is_wrong(call, body):
    answer = call.client.generic("POST", "/api/v1/events", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] == "exchange.bad_request"


schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.config.phases.coverage.enabled = False  # short here; explored in full by HYPOTHESIS_PROFILE=explore
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)


@pytest.mark.django_db
@schema.parametrize()
@settings(max_examples=3, suppress_health_check=list(HealthCheck), database=None)
def test_every_call_keeps_to_its_description_and_none_breaks(case, event, call):
    if "slug" in (case.path_parameters or {}):
        case.path_parameters["slug"] = "town"
    case.validate_response(asked(case, call), checks=CHECKS)


def asked(case, call):
    """Send a made-up call through Django, and return the answer as schemathesis reads it."""
    parts = case.as_transport_kwargs(base_url="http://testserver")
    kept = ("method", "url", "headers", "params", "data", "json", "files", "cookies")
    sent = Request(**{name: value for name, value in parts.items() if name in kept}).prepare()
    kind = sent.headers.get("Content-Type", "application/json")
    got = call.client.generic(sent.method, sent.path_url, sent.body or b"", content_type=kind)
    headers = {name.lower(): [value] for name, value in got.items()}
    return Response(
        status_code=got.status_code, headers=headers, content=got.content, request=sent, elapsed=0.1, verify=False
    )
