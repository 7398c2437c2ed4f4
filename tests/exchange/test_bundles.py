"""A whole event, taken out of one installation and brought into an empty one: the same reports, nothing lost."""

import dataclasses

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import make_user, sign_in
from tests.fukushima import make_fukushima

from goen.accounts.models import Organisation
from goen.base.actors import Actor
from goen.base.bundles import branches
from goen.events.models import Event, Partnership
from goen.exchange import services
from goen.exchange.exports import bundle_of
from goen.reports.queries import day_report
from goen.roster.models import Participation, Person

pytestmark = pytest.mark.django_db


def report(event):
    return dataclasses.replace(day_report(event), made_at=event.starts_at)


def empty():
    """Delete everything that hangs on any event, deepest first, and the people and organisations."""
    for branch in reversed(branches(Event)):
        branch.model.objects.all().delete()
    for table in (Participation, Person, Partnership, Organisation):
        table.objects.all().delete()


def test_an_empty_installation_gives_equal_reports():
    event = make_fukushima()
    before, content = report(event), bundle_of(event)
    counts = {branch.model: branch.model.objects.count() for branch in branches(Event)}
    empty()

    brought = services.take_in(actor=Actor(user_id=make_user().pk), content=content)

    assert report(Event.objects.select_related("partnership", "clock__segment").get(pk=brought.pk)) == before
    left = {
        model.__name__: (was, model.objects.count()) for model, was in counts.items() if model.objects.count() != was
    }
    assert set(left) <= {"EventMember", "Message"}


def test_the_page_brings_an_event_in_beside_the_first_and_refuses_what_is_none(client, event):
    content = bundle_of(event)
    sign_in(client, make_user())
    answer = client.post("/bring/", {"file": SimpleUploadedFile("town.zip", content)})
    assert answer.url == "/events/town-2/"
    assert client.get("/events/town-2/roster/").status_code == 200
    refused = client.post("/bring/", {"file": SimpleUploadedFile("town.zip", content[: len(content) // 2])})
    assert refused.status_code == 400
    assert "読めません" in refused.content.decode()
