"""Questions are asked once, voted for once, sorted by moderators; polls count once and tell their result when they close."""

import pytest
from django.urls import reverse
from tests.factories import (
    carry_pass,
    make_event,
    make_member,
    make_organiser,
    make_participation,
    make_user,
    run_segment,
    sign_in,
)

from goen.accounts.models import Role
from goen.base import live
from goen.base.actors import Actor
from goen.base.durable import _DjangoSql
from goen.base.models import AuditEntry
from goen.core.errors import BadInputError, GoenError, RefusedError, TooMuchError
from goen.events.access import get_member
from goen.events.models import Event
from goen.events.phases import MODERATORS
from goen.questions import access, queries, services
from goen.questions.models import Answer, Poll, Question, Upvote

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return run_segment(make_event(slug="hall"))


@pytest.fixture
def people(event):
    return [make_participation(event, f"参加 {k}") for k in range(3)]


@pytest.fixture
def organiser(event):
    return get_member(Actor(user_id=make_organiser(event).pk), "hall")


def guest(person):
    return Actor(passes={person.event_id: person.guest_pass.token})


def ask(person, text="広報はどう変わりますか", **fields):
    asker = access.get_desk_to_ask(guest(person), "hall")
    return services.ask_question(asker=asker, text=text, **{"message_id": text, **fields})


def key_of(person):
    return services.voter_key(person.event_id, get_member(guest(person), "hall").key)


def vote(person, question, *, is_up=True):
    services.upvote(member=get_member(guest(person), "hall"), question_id=question.pk, is_up=is_up)


def make_poll(organiser, kind="choice", options=("会場", "オンライン"), *, is_open=True):
    poll = services.save_poll(member=organiser, poll=None, prompt="次回はどちらで？", kind=kind, options=options)
    if is_open:
        services.open_poll(member=organiser, poll=poll)
        poll.refresh_from_db()
    return poll


def answer(person, poll, **given):
    member = get_member(guest(person), "hall")
    services.answer_poll(member=member, poll=poll, answers=services.read_ballot(poll, given))


def heard(django_capture_on_commit_callbacks, run):
    news = []
    stop = live.listen(lambda topic, kind, data: news.append((topic, kind, data)))
    with django_capture_on_commit_callbacks(execute=True):
        run()
    stop()
    return news


# Questions


def test_a_question_sent_twice_is_one_question(people):
    assert ask(people[0]) == ask(people[0])
    assert Question.objects.count() == 1


def test_the_same_message_of_two_people_is_two_questions(people):
    ask(people[0], message_id="m")
    ask(people[1], "別の質問", message_id="m")
    assert Question.objects.count() == 2


def test_nobody_is_stored_beside_an_anonymous_question(people):
    question = ask(people[0])
    assert question.participation is None
    assert AuditEntry.objects.get(verb="questions.ask").actor == "guest"
    assert ask(people[1], "名前つき", is_named=True).participation == people[1]


@pytest.mark.parametrize(
    ("text", "code"), [("", "questions.empty"), (" \n ", "questions.empty"), ("あ" * 301, "questions.too_long")]
)
def test_a_bad_question_is_refused_with_its_reason(people, text, code):
    with pytest.raises(BadInputError) as refused:
        ask(people[0], text, message_id="m")
    assert refused.value.code == code


def test_one_phone_cannot_fill_the_list(people):
    for k in range(10):
        ask(people[0], f"質問 {k}")
    with pytest.raises(TooMuchError):
        ask(people[0], "もう一つ")


def test_the_most_wanted_question_stands_first_and_a_vote_counts_once(event, people):
    first, second = ask(people[0], "はじめの質問"), ask(people[1], "つぎの質問")
    vote(people[0], second)
    vote(people[0], second)
    vote(people[2], second)
    vote(people[2], first)
    vote(people[2], first, is_up=False)

    shown = queries.questions_shown(event, key_of(people[0]))

    assert [(row.text, row.n_votes, row.is_voted) for row in shown] == [
        ("つぎの質問", 2, True),
        ("はじめの質問", 0, False),
    ]


def test_votes_reach_shown_questions_of_their_own_event_only(organiser, people):
    question = ask(people[0])
    services.hide_question(member=organiser, question=question, reason="重複")
    with pytest.raises(RefusedError):
        vote(people[1], question)
    other = make_event(slug="elsewhere")
    new = services.NewUpvote(other.pk, ask(people[0], "公開の質問").pk, "k" * 64, is_up=True)
    result = services.cast_upvotes(_DjangoSql(), [new])
    assert isinstance(result[0], GoenError)
    assert not Upvote.objects.exists()


def test_a_moderated_question_waits_and_its_asker_alone_sees_it(event, organiser, people):
    services.set_desk(member=organiser, is_open=True, is_moderated=True)
    question = ask(people[0])
    assert question.state == "waiting"
    assert queries.questions_shown(event, key_of(people[1])) == []
    assert queries.own_unseen(event, key_of(people[0])) == [question]
    assert queries.own_unseen(event, key_of(people[1])) == []

    services.show_question(member=organiser, question=question)

    assert queries.questions_shown(event, key_of(people[1])) == [question]


def test_a_hidden_question_tells_its_asker_why(event, organiser, people):
    question = ask(people[0])
    services.hide_question(member=organiser, question=question, reason="同じ質問があります")
    assert queries.own_unseen(event, key_of(people[0]))[0].hidden_reason == "同じ質問があります"


def test_closed_questions_are_refused(event, organiser, people):
    services.set_desk(member=organiser, is_open=False, is_moderated=False)
    with pytest.raises(RefusedError):
        ask(people[0])
    services.set_desk(member=organiser, is_open=True, is_moderated=False)
    Event.objects.filter(pk=event.pk).update(status=Event.Status.CLOSED)
    with pytest.raises(RefusedError):
        ask(people[0])


def test_a_question_on_the_projector_leaves_it_when_answered(event, organiser, people):
    question = ask(people[0])
    services.spotlight_question(member=organiser, question=question)
    assert queries.on_screen(event).question == question
    services.answer_question(member=organiser, question=question)
    assert queries.on_screen(event).since is None


# Polls


def test_a_person_counts_once_however_often_they_answer(organiser, people):
    poll = make_poll(organiser)
    answer(people[0], poll, options=[1])
    answer(people[0], poll, options=[2])
    answer(people[0], poll, options=[2])
    answer(people[1], poll, options=[1])
    result = services.close_poll(member=organiser, poll=poll)
    assert [(bar.text, bar.n, bar.share) for bar in result.bars] == [("会場", 1, 50), ("オンライン", 1, 50)]


def test_several_options_replace_the_earlier_ones(organiser, people):
    poll = make_poll(organiser, "several", ["朝", "昼", "夜"])
    answer(people[0], poll, options=[1, 2, 3])
    answer(people[0], poll, options=[3])
    assert [row.option for row in Answer.objects.all()] == [3]
    answer(people[0], poll, options=[])
    assert not Answer.objects.exists()


def test_the_result_is_not_told_before_the_poll_closes(event, organiser, people):
    poll = make_poll(organiser)
    answer(people[0], poll, options=[1])
    assert queries.result_of(poll) == queries.Result(poll, 1)
    assert queries.polls_for(event, key_of(people[1]))[0].result.bars == ()
    assert queries.result_of(poll, is_early=True).bars[0].n == 1


def test_nothing_slips_in_after_the_poll_closed(organiser, people):
    poll = make_poll(organiser)
    services.close_poll(member=organiser, poll=poll)
    with pytest.raises(RefusedError):
        answer(people[0], poll, options=[1])
    assert not Answer.objects.exists()


def test_words_become_a_cloud_with_the_same_counts(organiser, people):
    poll = make_poll(organiser, "words", [])
    answer(people[0], poll, words=["つながり", "情報発信"])
    answer(people[1], poll, words=["人とのつながり"])
    poll.refresh_from_db()
    result = services.close_poll(member=organiser, poll=poll)
    assert (result.words[0].text, result.words[0].n) == ("つながり", 2)
    assert {word.text for word in result.cloud} == {word.text for word in result.words}


@pytest.mark.parametrize(
    "given",
    [{}, {"options": "1"}, {"options": [0]}, {"options": [3]}, {"options": [1, 2]}, {"options": [True]}],
)
def test_a_ballot_nobody_could_fill_in_is_refused(organiser, given):
    poll = make_poll(organiser)
    with pytest.raises(BadInputError):
        services.read_ballot(poll, given)


@pytest.mark.parametrize("given", [{"words": "雪"}, {"words": ["雪", "月", "花", "鳥"]}, {"words": ["あ" * 41]}])
def test_words_nobody_could_write_are_refused(organiser, given):
    poll = make_poll(organiser, "words", [])
    with pytest.raises(BadInputError):
        services.read_ballot(poll, given)


@pytest.mark.parametrize(
    "options", [[], ["一つだけ"], ["同じ", "同じ"], [str(k) for k in range(11)], ["あ" * 61, "い"]]
)
def test_a_poll_needs_two_to_ten_short_options(organiser, options):
    with pytest.raises(BadInputError):
        make_poll(organiser, options=options)


def test_an_opened_poll_keeps_its_words(organiser):
    poll = make_poll(organiser)
    with pytest.raises(RefusedError):
        services.save_poll(member=organiser, poll=poll, prompt="別の問い", kind="choice", options=["甲", "乙"])
    with pytest.raises(RefusedError):
        services.delete_poll(member=organiser, poll=poll)


def test_the_news_of_closing_carries_the_whole_result(organiser, people, django_capture_on_commit_callbacks):
    poll = make_poll(organiser)
    answer(people[0], poll, options=[2])
    news = heard(django_capture_on_commit_callbacks, lambda: services.close_poll(member=organiser, poll=poll))
    told = next(data for _topic, kind, data in news if kind == "questions.poll_closed")
    fresh = queries.result_of(Poll.objects.get(pk=poll.pk))
    assert told["counts"] == {bar.number: [bar.n, bar.share] for bar in fresh.bars}
    assert told["n_people"] == fresh.n_people


def test_counts_that_are_told_are_the_counts_that_are_there(event, people, django_capture_on_commit_callbacks):
    question = ask(people[0])
    news = heard(django_capture_on_commit_callbacks, lambda: vote(people[1], question))
    assert [data["votes"] for _topic, kind, data in news if kind == "questions.counted"] == [{question.pk: 1}]


# Pages


STAFF_PAGES = ("questions:moderate", "questions:polls", "questions:export")


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_what(client, event, role):
    sign_in(client, make_member(event, role))
    runs = role in MODERATORS
    assert client.get(reverse("questions:hall", args=["hall"])).status_code == 200
    for page in STAFF_PAGES:
        assert client.get(reverse(page, args=["hall"])).status_code == (200 if runs else 404), page


def test_strangers_see_nothing(client, event):
    sign_in(client, make_user())
    for page in ("questions:hall", *STAFF_PAGES):
        assert client.get(reverse(page, args=["hall"])).status_code == 404


def test_a_guest_may_moderate_nothing(client, organiser, people):
    question, poll = ask(people[0]), make_poll(organiser)
    carry_pass(client, people[0])
    for name, args in (
        ("act", (question.pk, "hide")),
        ("act-on-poll", (poll.pk, "close")),
        ("desk", ()),
        ("clear", ()),
    ):
        assert client.post(reverse(f"questions:{name}", args=["hall", *args])).status_code == 404
    question.refresh_from_db()
    poll.refresh_from_db()
    assert (question.state, poll.state) == ("shown", "open")


def test_a_phone_without_scripts_asks_votes_and_answers(client, organiser, people):
    poll = make_poll(organiser)
    carry_pass(client, people[0])

    client.post(reverse("questions:ask", args=["hall"]), {"text": "紙の質問", "message_id": "m"})
    question = Question.objects.get()
    client.post(reverse("questions:vote", args=["hall", question.pk]), {"to": "up"})
    page = client.post(reverse("questions:answer", args=["hall", poll.pk]), {"option": "2"}, follow=True)

    assert "紙の質問" in page.content.decode()
    assert Upvote.objects.count() == 1
    assert Answer.objects.get().option == 2


def test_an_empty_form_says_so_on_the_page(client, people):
    carry_pass(client, people[0])
    page = client.post(reverse("questions:ask", args=["hall"]), {"text": "", "message_id": "m"})
    assert page.status_code == 400
    assert "入力" in page.content.decode()


def test_moderating_by_button(client, event, organiser, people):
    sign_in(client, make_organiser(event))
    question = ask(people[0])
    for verb, state in (("spotlight", "shown"), ("answer", "answered"), ("show", "shown"), ("hide", "hidden")):
        client.post(reverse("questions:act", args=["hall", question.pk, verb]), {"reason": "重複"})
        question.refresh_from_db()
        assert question.state == state
    assert client.post(reverse("questions:act", args=["hall", question.pk, "burn"])).status_code == 404


def test_a_poll_from_making_to_result_by_button(client, event, people):
    sign_in(client, make_organiser(event))
    made = client.post(
        reverse("questions:polls", args=["hall"]), {"prompt": "昼食は？", "kind": "choice", "options": "米\n麺"}
    )
    poll = Poll.objects.get()
    client.post(reverse("questions:edit-poll", args=["hall", poll.pk]), {"prompt": "夕食は？", "kind": "words"})
    client.post(reverse("questions:act-on-poll", args=["hall", poll.pk, "open"]))
    answer(people[0], Poll.objects.get(), words=["そば"])
    client.post(reverse("questions:act-on-poll", args=["hall", poll.pk, "close"]))
    page = client.get(made.url).content.decode()
    assert "夕食は？" in page
    assert "<text" in page
    assert "そば" in client.get(reverse("questions:export", args=["hall"])).content.decode("utf-8-sig")


@pytest.mark.parametrize("n", [1, 3])
def test_the_number_of_queries_does_not_grow(client, event, organiser, people, n, django_assert_max_num_queries):
    for k in range(n):
        vote(people[1], ask(people[k % 3], f"質問 {k}", is_named=True))
        answer(people[0], make_poll(organiser), options=[1])
    sign_in(client, make_organiser(event))
    for page, most in (("hall", 14), ("moderate", 10), ("polls", 10)):
        with django_assert_max_num_queries(most):
            assert client.get(reverse(f"questions:{page}", args=["hall"])).status_code == 200


def test_the_projector_shows_what_the_moderators_put_up(client, event, organiser, people):
    sign_in(client, make_organiser(event))
    services.spotlight_question(member=organiser, question=ask(people[0], "大きく映る質問"))
    assert "大きく映る質問" in client.get(reverse("day:screen", args=["hall"])).content.decode()

    client.post(reverse("day:act", args=["hall", "screen"]), {"mode": "timer"})

    assert "大きく映る質問" not in client.get(reverse("day:screen", args=["hall"])).content.decode()
