"""A product page with two photos, its maker, and an event with consents."""

import io

import pytest
from PIL import Image
from tests.factories import make_event, make_organisation, make_organiser, make_user

from goen.base.documents.uploads import check_upload
from goen.events.models import Event
from goen.showcase import services
from goen.showcase.models import Section
from goen.showcase.services import PhotoWords, SectionWords


def picture(size=(700, 467), colour="#a8232f"):
    target = io.BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


def add_photo(page, alt="赤い実", **words):
    upload = check_upload("写真.jpg", picture())
    return services.add_photo(page=page, upload=upload, words=PhotoWords(alt, "広報課", **words), by="user:1")


@pytest.fixture
def maker(db):
    return make_user(organisation=make_organisation("みらい市"))


@pytest.fixture
def page(maker):
    """Return a draft with two photos and a text in two languages."""
    made = services.create_page(by=maker, kind="product", title="雪のりんご")
    words = {
        "slug": "snow-apple",
        "title_en": "Snow apples",
        "lead": "春に甘くなる",
        "maker": "果樹園",
        "where": "道の駅",
    }
    services.edit_page(page=made, words=words, by="user:1")
    text = Section.objects.get(page=made, block="text")
    services.edit_section(section=text, words=SectionWords("話", "Story", "雪の中で眠る。", "It sleeps."), by="user:1")
    add_photo(made, alt_en="Red fruit")
    add_photo(made, "雪の山")
    return made


@pytest.fixture
def public_page(page):
    return services.publish(page=page, by="user:1")


@pytest.fixture
def event(db):
    return make_event(slug="fukushima", title="若手交流会", status=Event.Status.CLOSED, purpose="ともに考える。")


@pytest.fixture
def organiser(event):
    return make_organiser(event)
