"""News reaches the right person once, in the app always, by mail when they want it and it is set up."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from tests.factories import JST, carry_pass, make_event, make_participation, make_user, sign_in

from goen.base import jobs
from goen.base.mail import Letter
from goen.base.mail import send as sent
from goen.base.messages import register
from goen.inbox import services
from goen.inbox.models import Delivery, Identity, Message
from goen.inbox.services import News

pytestmark = pytest.mark.django_db
register({"tests.news": "「{title}」が進みました。"})


@pytest.fixture
def event():
    return make_event(slug="fukushima")


@pytest.fixture
def guest(event):
    return make_participation(event, "髙橋 誠", mail="makoto@example.jp")


@pytest.fixture
def with_mail(settings):
    settings.MAIL_URL = "smtp://localhost"


def tell(event, **readers):
    return services.tell(
        news=News("tests.news", {"title": "窓口"}, "/events/x/", "理由はこちら", event=event), **readers
    )


def test_a_guest_reads_their_news_by_their_pass_and_nobody_elses(client, event, guest):
    other = make_participation(event)
    tell(event, person_ids=[guest.person_id])

    own = carry_pass(client, guest).get("/events/fukushima/inbox/").content.decode()
    client.session.flush()
    foreign = carry_pass(client, other).get("/events/fukushima/inbox/").content.decode()

    assert "「窓口」が進みました。" in own
    assert "理由はこちら" in own
    assert "窓口" not in foreign


def test_somebody_without_a_pass_is_refused_as_if_nothing_were_there(client, event):
    assert client.get("/events/fukushima/inbox/").status_code == 404
    assert client.get("/events/nothing/inbox/").status_code == 404


def test_an_account_without_a_session_is_asked_to_sign_in(client):
    assert client.get("/inbox/").status_code == 302


def test_opening_marks_as_read_and_leads_on_and_a_foreign_message_is_refused(client, event, guest):
    user, stranger = make_user(), make_user()
    tell(event, user_ids=[user.pk])
    message = Message.objects.get()

    refused = sign_in(client, stranger).get(f"/inbox/{message.pk}/")
    answer = sign_in(client, user).get(f"/inbox/{message.pk}/")

    message.refresh_from_db()
    assert refused.status_code == 404
    assert answer.url == "/events/x/"
    assert message.read_at is not None


def test_a_linked_person_is_told_once_and_reads_it_on_both_sides(client, event, guest):
    user = make_user()
    services.link_account(user_id=user.pk, person_id=guest.person_id)

    n_told = tell(event, user_ids=[user.pk], person_ids=[guest.person_id])

    assert n_told == 1
    assert "窓口" in sign_in(client, user).get("/inbox/").content.decode()
    assert "窓口" in carry_pass(client, guest).get("/events/fukushima/inbox/").content.decode()


def test_only_who_holds_both_may_link_and_nobody_takes_a_linked_person(client, event, guest):
    first, second = make_user(), make_user()
    carry_pass(sign_in(client, first), guest).post("/events/fukushima/inbox/act/link/")
    refused = carry_pass(sign_in(client, second), guest).post("/events/fukushima/inbox/act/link/")

    assert Identity.objects.get().user == first
    assert refused.status_code == 404


def test_mail_waits_for_the_morning_and_holds_everything_in_one_letter(event, guest, with_mail):
    tell(event, person_ids=[guest.person_id])
    tell(event, person_ids=[guest.person_id])
    job = jobs.Job.objects.get(name="inbox.send_waiting")

    assert jobs.run_waiting() == 0
    assert timezone.localtime(job.not_before).hour == 8
    jobs.Job.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    jobs.run_waiting()

    [letter] = mail.outbox
    assert letter.subject == "【ご縁】お知らせ 2 件"
    assert letter.to == ["makoto@example.jp"]
    assert f"/p/{guest.guest_pass.token}/?next=inbox" in letter.body
    assert services.send_waiting(user_id=None, person_id=guest.person_id) == 0


def test_nothing_is_mailed_to_who_does_not_want_it_or_read_it_already(event, guest, with_mail):
    Delivery.objects.create(person=guest.person, mode=Delivery.Mode.NONE)
    tell(event, person_ids=[guest.person_id])
    assert jobs.Job.objects.count() == 0

    Delivery.objects.update(mode=Delivery.Mode.AT_ONCE)
    Message.objects.update(read_at=timezone.now())
    assert services.send_waiting(user_id=None, person_id=guest.person_id) == 0


def test_the_letters_link_leads_to_the_news(client, event, guest):
    path = f"/p/{guest.guest_pass.token}/?next=inbox"

    answer = client.get(path, follow=True)

    assert answer.redirect_chain[-1][0] == "/events/fukushima/inbox/"


def test_a_line_break_in_a_letter_starts_no_header(with_mail):
    bad = Letter("a@example.jp\nBcc: b@example.jp", "題名", "本文")
    broken = Letter("a@example.jp", "題名\nBcc: b@example.jp", "本文")

    assert sent([bad, broken]) == [broken]

    [letter] = mail.outbox
    assert letter.recipients() == ["a@example.jp"]
    assert "\nBcc:" not in letter.message().as_string()


@pytest.mark.parametrize(("hour", "day"), [(7, 1), (8, 2), (23, 2)])
def test_the_next_morning_is_always_ahead(hour, day):
    assert services.next_morning(datetime(2026, 4, 1, hour, tzinfo=JST)) == datetime(2026, 4, day, 8, tzinfo=JST)


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_asks_the_same_number_of_queries_however_long(client, event, guest, n, django_assert_max_num_queries):
    for _k in range(n):
        tell(event, person_ids=[guest.person_id])
    carry_pass(client, guest)

    with django_assert_max_num_queries(8):
        client.get("/events/fukushima/inbox/")


def test_a_mode_that_does_not_exist_is_answered_with_a_sentence(client, event, guest):
    answer = carry_pass(client, guest).post("/events/fukushima/inbox/act/delivery/", {"mode": "hourly"})

    assert answer.status_code == 400
    assert "その届け方はありません" in answer.content.decode()


def test_news_of_a_page_every_event_has_leads_to_the_one_the_reader_came_by(client, event, guest):
    news = News("tests.news", {"title": "窓口"}, "/events/{slug}/ties/mine/", account_path="/ties/", event=make_event())
    services.tell(news=news, person_ids=[guest.person_id], user_ids=[(user := make_user()).pk])
    own, other = Message.objects.get(person=guest.person), Message.objects.get(user=user)

    assert carry_pass(client, guest).get(f"/events/fukushima/inbox/{own.pk}/").url == "/events/fukushima/ties/mine/"
    assert sign_in(client, user).get(f"/inbox/{other.pk}/").url == "/ties/"
