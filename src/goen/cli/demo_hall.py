"""Questions and polls of the example: asked and answered on past days, made ready for the coming one."""

from typing import Any

from goen.base.actors import Actor
from goen.cli.demo_evening import Day
from goen.events.access import get_member
from goen.questions.access import get_desk_to_ask
from goen.questions.models import Poll, Question
from goen.questions.services import (
    answer_poll,
    answer_question,
    ask_question,
    clear_screen,
    close_poll,
    open_poll,
    save_poll,
    upvote,
)

_QUESTIONS = (
    "提案のうち、来年度の予算で試せそうなものはありますか。",
    "県と市町村のあいだで、データを共有するときの窓口はどこになりますか。",
    "若手が部署を越えて集まれる場を、月に一度つくれませんか。",
    "民間の技術者が県庁で数か月働く仕組みは考えられますか。",
)
_WHERE = ("福島市", "会津若松市", "いわき市", "オンライン")
_CHOICES = (1, 3, 2, 1, 4, 1, 2)
_WORDS = (
    ("つながり", "情報発信"),
    ("人とのつながり", "刺激"),
    ("楽しかった", "つながり"),
    ("視野が広がった", "県産品"),
    ("情報発信", "楽しい"),
    ("業務効率化", "働き方改革"),
    ("共感", "つながり"),
    ("若手の力", "挑戦"),
    ("データ活用", "情報発信"),
    ("また会いたい", "ご縁"),
)


def ask_the_hall(day: Day) -> None:
    """Let people ask and vote, answer two questions, and hold two polls whose results stand."""
    member = get_member(day.organiser, day.event.slug)
    for place, text in enumerate(_QUESTIONS):
        asker = get_desk_to_ask(day.actor_of(day.rows[place * 3]), day.event.slug)
        question = ask_question(asker=asker, text=text, message_id=f"example-{place}", is_named=place == 1)
        for row in day.rows[place :: place + 2]:
            upvote(member=get_member(day.actor_of(row), day.event.slug), question_id=question.pk, is_up=True)
    for question in Question.objects.filter(event=day.event)[:2]:
        answer_question(member=member, question=question)
    for poll in prepare_polls(day.event, day.organiser):
        _hold(day, member, poll)
    clear_screen(event=day.event)


def prepare_polls(event: Any, organiser: Actor) -> list[Poll]:
    """Make two polls ready to be opened."""
    member = get_member(organiser, event.slug)
    asked = (
        ("次回はどこで開くのがよいですか", Poll.Kind.CHOICE, _WHERE),
        ("今日の印象をことばで", Poll.Kind.WORDS, ()),
    )
    return [
        save_poll(member=member, poll=None, prompt=text, kind=kind, options=options) for text, kind, options in asked
    ]


def _hold(day: Day, member: Any, poll: Poll) -> None:
    open_poll(member=member, poll=poll)
    for place, row in enumerate(day.rows):
        words = tuple((0, word) for word in _WORDS[place % len(_WORDS)])
        answers = words if poll.kind == Poll.Kind.WORDS else ((_CHOICES[place % len(_CHOICES)], ""),)
        answer_poll(member=get_member(day.actor_of(row), day.event.slug), poll=poll, answers=answers)
    close_poll(member=member, poll=poll)
