"""Every read of pre-event input."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from goen.boards.models import Board
from goen.events.models import Event, Theme
from goen.events.queries import ChecklistLine
from goen.grouping.models import Plan, Seat
from goen.prelude.models import Answer, Attendance, Material, Question, Visit
from goen.roster.models import Participation

_State = Attendance.State


@dataclass(frozen=True)
class Overview:
    """What an organiser has prepared, with counts."""

    materials: Sequence[Material]
    visits: Sequence[Visit]
    questions: Sequence[Question]
    n_people: int


@dataclass(frozen=True)
class Mine:
    """What a guest reads and has answered: visit id → state, question id → text, theme ids in order of rank."""

    materials: Sequence[Material]
    visits: Sequence[Visit]
    questions: Sequence[Question]
    states: Mapping[int, str]
    answers: Mapping[int, str]
    wishes: Sequence[int]


@dataclass(frozen=True)
class ToNote:
    """An answer that is to become a note, where, and by whom."""

    answer: Answer
    board_id: int
    token: str


def overview_of(event: Event) -> Overview:
    """Return what is prepared, with how many go and how many answered; 4 queries."""
    visits = Visit.objects.filter(event=event).annotate(
        n_going=Count("attendances", filter=Q(attendances__state__in=(_State.GOING, _State.ATTENDED))),
        n_attended=Count("attendances", filter=Q(attendances__state=_State.ATTENDED)),
    )
    questions = Question.objects.filter(event=event).annotate(n_answers=Count("answers"))
    n_people = Participation.objects.filter(event=event, state=Participation.State.EXPECTED).count()
    return Overview(list(Material.objects.filter(event=event)), list(visits), list(questions), n_people)


def mine(event: Event, participation: Participation | None) -> Mine:
    """Return what somebody sees before the day; ≤ 6 queries."""
    states: dict[int, str] = {}
    answers: dict[int, str] = {}
    wishes: list[int] = []
    if participation is not None:
        states = dict(Attendance.objects.filter(participation=participation).values_list("visit_id", "state"))
        answers = dict(Answer.objects.filter(participation=participation).values_list("question_id", "text"))
        wishes = list(participation.preferences.values_list("theme_id", flat=True))
    questions = list(Question.objects.filter(event=event))
    return Mine(
        list(Material.objects.filter(event=event)), list(Visit.objects.filter(event=event)), questions, states, answers, wishes
    )  # fmt: skip


def themes_of(event: Event) -> list[Theme]:
    """Return the themes one may wish for, in order; 1 query."""
    return list(event.themes.all())


def attendance_of(visit: Visit) -> list[tuple[Participation, str]]:
    """Return everybody expected with what they said or did, by organisation; 2 queries."""
    states = dict(Attendance.objects.filter(visit=visit).values_list("participation_id", "state"))
    people = Participation.objects.filter(event=visit.event_id, state=Participation.State.EXPECTED)
    return [(person, states.get(person.pk, "")) for person in people.select_related("organisation")]


def answers_of(question: Question) -> QuerySet[Answer]:
    """Return the answers with their people, in order of arrival; 1 query."""
    return Answer.objects.filter(question=question).select_related("participation__organisation")


def answers_to_note(event: Event) -> list[ToNote]:
    """Return the answers that may become notes and do not stand on a board yet, with their table's board; 3 queries."""
    feeds = (Question.Feeds.AS_IS, Question.Feeds.TO_BE, Question.Feeds.GAP, Question.Feeds.SOLUTION)
    waiting = Answer.objects.filter(question__event=event, question__feeds__in=feeds, noted_at=None)
    rows = list(waiting.select_related("question", "participation__guest_pass"))
    seats = Seat.objects.filter(
        plan__event=event, plan__state=Plan.State.PUBLISHED, participation__prelude_answers__in=rows
    )
    # Later rows overwrite earlier ones: the first round counts.
    groups: dict[int, int] = dict(seats.order_by("-round_number").values_list("participation_id", "group_id"))
    boards = dict(Board.objects.filter(group__in=set(groups.values())).values_list("group_id", "pk"))
    found = []
    for answer in rows:
        board_id = boards.get(groups.get(answer.participation_id, 0))
        if board_id is not None:
            found.append(ToNote(answer, board_id, answer.participation.guest_pass.token))
    return found


def event_by_id(event_id: int) -> Event | None:
    """Return an event, or None; 1 query."""
    return Event.objects.filter(pk=event_id).first()


def input_line(event: Event) -> ChecklistLine:
    """Tell what is prepared before the day; 1 query."""
    n = Question.objects.filter(event=event).count()
    detail = _("質問 {n} 件").format(n=n) if n else _("資料・見学・質問を用意できます")
    return ChecklistLine(60, _("事前インプット"), detail, n > 0, _("用意する"), "prelude:prepare", is_optional=True)
