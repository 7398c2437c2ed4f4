"""Public pages: made from what exists, out when they should be, without cookies, scripts or names nobody agreed to."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import (
    carry_pass,
    make_member,
    make_participation,
    make_partnership,
    make_user,
    run_segment,
    sign_in,
)
from tests.showcase.conftest import add_photo, picture

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.base.documents.uploads import check_upload
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.events.models import Event, PartnershipMember
from goen.roster.models import Consent
from goen.showcase import access, queries, services
from goen.showcase.models import Page, Photo, Section
from goen.showcase.services import PhotoWords
from goen.voices.models import Quote, Voice

PUBLIC = (
    "/showcase/snow-apple/",
    "/showcase/snow-apple/en/",
    "/showcase/snow-apple/embed/",
    "/showcase/snow-apple/card.png",
)


def statuses(paths=PUBLIC):
    return [Client().get(path).status_code for path in paths]


def test_a_draft_is_nowhere_and_a_published_page_everywhere(page, maker):
    photo = page.photos.first()
    paths = (*PUBLIC, f"/showcase/snow-apple/photos/{photo.pk}-640.jpg")
    assert statuses(paths) == [404] * 5
    assert "雪のりんご" not in Client().get("/showcase/").content.decode()

    services.publish(page=page, by="user:1")
    assert statuses(paths) == [200] * 5
    assert "雪のりんご" in Client().get("/showcase/").content.decode()

    services.unpublish(page=page, by="user:1")
    assert statuses(paths) == [404] * 5


def test_under_embargo_nothing_is_to_be_seen_until_the_moment_comes(page):
    services.publish(page=page, by="user:1", release_at=timezone.now() + timedelta(hours=1))
    everywhere = ("/showcase/", "/showcase/en/", "/showcase/feed.rss", "/showcase/feed-en.atom")
    assert statuses() == [404] * 4
    assert not any("snow-apple" in Client().get(path).content.decode() for path in everywhere)

    Page.objects.update(release_at=timezone.now() - timedelta(seconds=1))

    assert statuses() == [200] * 4
    assert all("snow-apple" in Client().get(path).content.decode() for path in everywhere)


def test_an_embargo_lies_ahead_and_a_page_has_something_to_read(page, maker):
    with pytest.raises(BadInputError):
        services.publish(page=page, by="user:1", release_at=timezone.now())
    blank = services.create_page(by=maker, kind="story", title="から")
    with pytest.raises(BadInputError):
        services.publish(page=blank, by="user:1")


def test_no_public_address_sets_a_cookie_or_needs_a_script(public_page):
    for path in ("/showcase/", *PUBLIC, "/showcase/feed.rss"):
        answer = Client().get(path)
        text = answer.content.decode(errors="replace")
        assert not answer.cookies, path
        assert re.findall(r"<script(?! type=\"application/ld\+json\")", text) == [], path


def test_only_the_embed_may_stand_in_other_pages(public_page):
    page, embed = (Client().get(path) for path in (PUBLIC[0], PUBLIC[2]))

    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed
    assert "frame-ancestors *" in embed["Content-Security-Policy"]
    assert "default-src 'self'" in embed["Content-Security-Policy"]


def test_both_languages_stand_beside_each_other(public_page):
    japanese, english = (Client().get(path).content.decode() for path in PUBLIC[:2])

    assert 'lang="ja"' in japanese
    assert "雪の中で眠る。" in japanese
    assert '<html lang="en">' in english
    assert "Snow apples" in english
    assert "It sleeps." in english
    assert 'alt="Red fruit"' in english
    assert 'hreflang="en"' in japanese


def test_without_an_english_title_there_is_no_english_page(public_page):
    Page.objects.update(title_en="")

    assert statuses() == [200, 404, 200, 200]
    assert "English" not in Client().get(PUBLIC[0]).content.decode()


def test_share_card_and_data_for_other_programs_say_the_same(public_page):
    text = Client().get(PUBLIC[0]).content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])
    card = re.search(r'property="og:image" content="([^"]+)"', text)[1]

    assert (data["@type"], data["name"], data["manufacturer"]["name"]) == ("Product", "雪のりんご", "果樹園")
    assert data["image"]["creditText"] == "広報課"
    assert data["image"]["caption"] == "赤い実"
    assert card.startswith("http")
    assert 'property="og:title" content="雪のりんご"' in text


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds_are_whole_xml_with_full_addresses(public_page, kind):
    Page.objects.update(title="りんご & <雪>")

    root = ET.fromstring(Client().get(f"/showcase/feed.{kind}").content)  # noqa: S314 - our own words

    text = ET.tostring(root, encoding="unicode")
    assert "りんご &amp; &lt;雪&gt;" in text
    assert "http://testserver/showcase/snow-apple/" in text


def test_markup_in_words_is_shown_and_never_run(public_page):
    Page.objects.update(title="<script>alert(1)</script>", lead='"><img src=x>')
    services.edit_section(
        section=Section.objects.get(block="text"),
        words=services.SectionWords(text="<b>太字</b> https://example.jp/"),
        by="user:1",
    )

    text = Client().get(PUBLIC[0]).content.decode()

    assert "<script>alert" not in text
    assert "<img src=x>" not in text
    assert "&lt;b&gt;太字" in text
    assert 'href="https://example.jp/"' in text


@pytest.mark.parametrize(("alt", "credit"), [("", "広報課"), ("赤い実", " "), ("  ", "")])
def test_a_photo_without_description_or_credit_is_not_taken(page, alt, credit):
    upload = check_upload("a.jpg", picture())
    with pytest.raises(GoenError):
        services.add_photo(page=page, upload=upload, words=PhotoWords(alt, credit), by="user:1")
    assert Photo.objects.count() == 2


def test_the_form_asks_for_description_credit_consent_and_a_real_picture(page, maker):
    client = sign_in(Client(), maker)
    address = f"/showcase/manage/{page.pk}/photos/"
    good = {"alt": "実", "credit": "課", "has_consent": "on"}
    for sent in (good, {**good, "alt": ""}, {**good, "credit": ""}, {"alt": "実", "credit": "課"}):
        file = check_upload("a.jpg", picture()) if sent is not good else None
        from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - read once a case

        given = SimpleUploadedFile("a.jpg", file.content if file else b"no picture")
        assert client.post(address, {**sent, "file": given}).status_code == 400
    given = SimpleUploadedFile("a.jpg", picture())
    assert client.post(address, {**good, "file": given}).status_code == 302
    assert Photo.objects.count() == 3


def test_photos_come_in_the_size_a_place_needs_and_go_with_the_page(public_page, django_capture_on_commit_callbacks):
    photo = public_page.photos.first()
    sizes = [
        len(Client().get(f"/showcase/snow-apple/photos/{photo.pk}-{width}.jpg").content) for width in (640, 1280, 0)
    ]
    storage, name = photo.file.storage, photo.file.name
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_page(page=public_page, by="user:1")

    assert sizes == sorted(sizes)
    assert not any(storage.exists(each) for each in (name, f"{name}-640", f"{name}-1280"))


def test_parts_move_and_stay_in_order(page):
    before = [section.block for section in queries.sections_of(page)]
    for is_up, expected in ((True, before), (False, before[::-1]), (False, before[::-1])):
        services.move(part=Section.objects.get(page=page, block=before[0]), is_up=is_up, by="user:1")
        assert [section.block for section in queries.sections_of(page)] == expected


def test_two_pages_cannot_have_one_address(page, maker):
    other = services.create_page(by=maker, kind="place", title="棚田")
    with pytest.raises(BadInputError):
        services.edit_page(page=other, words={"slug": "snow-apple"}, by="user:1")
    client = sign_in(Client(), maker)
    for slug in ("snow-apple", "manage", "あ", ""):
        sent = client.post(f"/showcase/manage/{other.pk}/", {"title": "棚田", "slug": slug})
        assert sent.status_code == 400, slug


def show_event(client):
    client.post("/events/fukushima/showcase/")
    return Page.objects.get(event__slug="fukushima")


def test_an_events_page_is_made_in_one_press_from_what_exists(event, organiser):
    make_participation(event, "髙橋 誠", "福島県")
    client = sign_in(Client(), organiser)
    page = show_event(client)
    preview = client.get(f"/showcase/manage/{page.pk}/preview/ja/").content.decode()

    assert "ともに考える。" in preview
    assert "福島県" in preview
    assert "髙橋" not in preview
    assert "下書きの確認" in preview


def test_voices_and_texts_name_only_people_who_agreed_and_a_consent_taken_back_counts_at_once(event, organiser):
    said = {"髙橋 誠": "named", "佐藤 花": "none", "鈴木 一": "anonymous"}
    for name, publication in said.items():
        row = make_participation(event, name, "福島県", consents=[Consent.Purpose.NAME] if name == "髙橋 誠" else [])
        voice = Voice.objects.create(event=event, participation=row)
        Quote.objects.create(
            voice=voice, question="learnt", text=f"{name}の話。佐藤花さんに会えた", publication=publication
        )
    page = show_event(sign_in(Client(), organiser))
    services.publish(page=page, by="user:1")
    address = "/showcase/fukushima/"

    before = Client().get(address).content.decode()
    Consent.objects.create(participation=event.participations.get(name="髙橋 誠"), purpose="name", is_given=False)
    after = Client().get(address).content.decode()

    assert "髙橋 誠の話。●●さんに会えた" in before
    assert "佐藤" not in before
    assert "鈴木" not in before
    assert "髙橋" not in after


def test_who_did_not_agree_to_photos_is_shown_to_those_who_choose_them_only(event, organiser):
    make_participation(event, "写らない人")
    make_participation(event, "写る人", consents=[Consent.Purpose.PHOTO])
    client = sign_in(Client(), organiser)
    page = show_event(client)
    services.publish(page=page, by="user:1")

    composer = client.get(f"/showcase/manage/{page.pk}/").content.decode()

    assert "写らない人" in composer
    assert "写る人、" not in composer
    assert "写らない人" not in Client().get("/showcase/fukushima/").content.decode()


def test_only_those_who_run_its_subject_compose_a_page(event, organiser, page, maker):
    partnership = make_partnership()
    Event.objects.update(partnership=partnership)
    ours = services.create_page(by=organiser, kind="event", title="会", event=Event.objects.get())
    theirs = services.create_page(by=organiser, kind="place", title="所", partnership=partnership)
    roles = {role: Actor(user_id=make_member(event, role).pk) for role in Role}
    partner = make_user()
    PartnershipMember.objects.create(partnership=partnership, user=partner, role=Role.ORGANISER)
    actors = {
        **roles,
        "maker": Actor(user_id=maker.pk),
        "partner": Actor(user_id=partner.pk),
        "operator": Actor(user_id=make_user(is_staff=True).pk, is_operator=True),
        "guest": Actor(passes={event.pk: make_participation(event).guest_pass.token}),
        "nobody": Actor(),
    }

    def editors(row):
        found = set()
        for name, actor in actors.items():
            try:
                access.get_page_to_edit(actor, row.pk)
            except RefusedError:
                continue
            found.add(name)
        return found

    assert editors(ours) == {Role.ORGANISER, Role.CO_ORGANISER, "partner", "operator"}
    assert editors(theirs) == {"partner", "operator"}
    assert editors(page) == {"maker", "operator"}


def test_parts_of_another_page_are_not_there(page, maker):
    other = services.create_page(by=maker, kind="place", title="棚田")
    actor = Actor(user_id=maker.pk)
    with pytest.raises(RefusedError):
        access.get_section_to_edit(actor, other.pk, page.sections.first().pk)
    with pytest.raises(RefusedError):
        access.get_photo_to_edit(actor, other.pk, page.photos.first().pk)


@pytest.mark.parametrize("n_pages", [3, 300])
def test_lists_and_feeds_cost_the_same_for_few_and_many(maker, n_pages, django_assert_num_queries):
    for number in range(n_pages):
        made = services.create_page(by=maker, kind="product", title=f"品 {number}")
        Page.objects.filter(pk=made.pk).update(lead="話", title_en="Thing")
        services.publish(page=Page.objects.get(pk=made.pk), by="user:1")
    client = sign_in(Client(), maker)
    feeds = ("/showcase/feed.atom", "/showcase/feed-en.rss")
    for path, n_queries in (("/showcase/", 2), ("/showcase/en/", 2), *((feed, 2) for feed in feeds)):
        with django_assert_num_queries(n_queries):
            assert Client().get(path).status_code == 200
    with django_assert_num_queries(4):
        assert client.get("/showcase/manage/").status_code == 200


@pytest.mark.parametrize("n_voices", [1, 15])
def test_a_page_costs_the_same_for_few_and_many(event, organiser, n_voices, django_assert_num_queries):
    for number in range(n_voices):
        row = make_participation(event, f"人 {number}")
        voice = Voice.objects.create(event=event, participation=row, satisfaction=5)
        Quote.objects.create(voice=voice, question="learnt", text="よかった", publication="anonymous")
    page = show_event(sign_in(Client(), organiser))
    for number in range(min(3, n_voices)):
        add_photo(page, f"写真 {number}")
    services.publish(page=page, by="user:1")

    with django_assert_num_queries(14):
        assert Client().get("/showcase/fukushima/").status_code == 200


def test_guests_and_strangers_do_not_compose(event, page):
    run_segment(event)
    guest = carry_pass(Client(), make_participation(event))
    stranger = sign_in(Client(), make_user())
    for client in (guest, stranger, Client()):
        assert client.get(f"/showcase/manage/{page.pk}/").status_code == 404
        assert client.get(f"/showcase/manage/{page.pk}/preview/ja/").status_code == 404
        assert client.post(f"/showcase/manage/{page.pk}/publish/").status_code == 404
        assert client.get("/events/fukushima/showcase/").status_code == 404
    assert not Page.objects.get().is_out


def put_out_in_japanese_only(maker, kind, title):
    page = services.create_page(by=maker, kind=kind, title=title)
    services.edit_page(page=page, words={"lead": "話"}, by="user:1")
    services.publish(page=page, by="user:1")


def test_every_link_of_an_english_page_leads_to_english_or_to_its_japanese_twin(public_page, maker):
    put_out_in_japanese_only(maker, "place", "棚田")
    inside = re.compile(r'href="(?:http://testserver)?(/showcase/[^"]*)"')
    for path in ("/showcase/en/", "/showcase/snow-apple/en/"):
        links = set(inside.findall(Client().get(path).content.decode()))
        japanese = {link for link in links if "/en/" not in link and "-en." not in link}
        assert japanese == {path.removesuffix("en/")}
        for link in links:
            assert Client().get(link).status_code == 200
    kinds = Client().get("/showcase/en/").content.decode()
    assert "kind=place" not in kinds  # nothing of that kind is to be read in English


def test_the_english_feed_holds_what_can_be_read_in_english(public_page, maker):
    put_out_in_japanese_only(maker, "story", "日本語だけの話")

    text = Client().get("/showcase/feed-en.rss").content.decode()

    assert "<language>en</language>" in text
    assert "/showcase/snow-apple/en/" in text
    assert "日本語だけの話" not in text


def test_the_composer_hands_out_the_english_version_too(public_page, maker):
    Page.objects.update(title_en='The "snow" apple')
    client = sign_in(Client(), maker)

    compose = client.get(f"/showcase/manage/{public_page.pk}/").content.decode()
    manage = client.get("/showcase/manage/", headers={"accept-language": "en"}).content.decode()

    assert "/showcase/snow-apple/en/" in compose
    # The line to embed is HTML in an attribute: a quotation mark in the title is written twice over.
    assert "title=&quot;The &amp;quot;snow&amp;quot; apple&quot;" in compose
    assert "?lang=en" in compose
    assert 'href="/showcase/en/"' in manage


@pytest.mark.parametrize("path", ["/showcase/", "/showcase/feed.atom", *PUBLIC])
def test_link_checkers_and_share_cards_may_ask_for_the_head_alone(public_page, path):
    answer = Client().head(path)

    assert answer.status_code == 200
    assert not answer.content
