"""Small plain functions that make what a test needs; nothing is made that was not asked for.

Example people and organisations are made up. Every function returns a saved row.
"""

from datetime import datetime, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.utils import timezone

from goen.accounts.models import Organisation, Role, User
from goen.base.http import PASSES
from goen.boards.models import Board, Note, Photo
from goen.core.listening import Text, listen
from goen.core.listening.archive import pack
from goen.core.text.names import person_key
from goen.events.models import Clock, Event, EventMember, Partnership, Pass, Segment, Theme
from goen.grouping.models import Group, Plan, Seat
from goen.listening.models import Listening, Output, Run, TopicEdit, Upload
from goen.listening.services.apart import written
from goen.opinions.models import Consultation
from goen.questions.models import Desk, Poll, Question
from goen.roster.models import Consent, Participation, Person, ThemePreference

_numbers = count(1)
PASSWORD = "a long enough password"
JST = ZoneInfo("Asia/Tokyo")


def make_user(username=None, **fields):
    """Make an account that signs in with PASSWORD."""
    username = username or f"user{next(_numbers)}"
    return User.objects.create_user(username=username, password=PASSWORD, **fields)


def make_organisation(name=None, **fields):
    """Make an organisation, or return the one of that name."""
    name = name or f"団体{next(_numbers)}"
    return Organisation.objects.get_or_create(name=name, defaults=fields)[0]


def make_partnership(**fields):
    """Make a partnership."""
    number = next(_numbers)
    return Partnership.objects.create(**{"slug": f"partnership-{number}", "name": f"連携協定{number}", **fields})


def make_event(**fields):
    """Make an event in the afternoon of 2025-01-30, planned."""
    number = next(_numbers)
    starts_at = fields.pop("starts_at", datetime(2025, 1, 30, 13, 30, tzinfo=JST))
    defaults = {"slug": f"event-{number}", "title": f"交流会{number}", "ends_at": starts_at + timedelta(minutes=225)}
    return Event.objects.create(starts_at=starts_at, **{**defaults, **fields})


def make_themes(event, n=4):
    """Make n numbered themes."""
    return [Theme.objects.create(event=event, number=k, title=f"テーマその{k}") for k in range(1, n + 1)]


def make_segment(event, kind=Segment.Kind.DISCUSSION, **fields):
    """Make the next line of the run sheet."""
    position = event.segments.count() + 1
    defaults = {"position": position, "title": str(Segment.Kind(kind).label), "minutes": 30}
    return Segment.objects.create(event=event, kind=kind, **{**defaults, **fields})


def run_segment(event, kind=Segment.Kind.DISCUSSION):
    """Set the event live with a segment of this kind running; returns the event as doors would load it."""
    Event.objects.filter(pk=event.pk).update(status=Event.Status.LIVE)
    segment = event.segments.filter(kind=kind).first() or make_segment(event, kind)
    now = timezone.now()
    until = now + timedelta(minutes=segment.minutes)
    Clock.objects.update_or_create(event=event, defaults={"segment": segment, "started_at": now, "ends_at": until})
    return Event.objects.select_related("clock__segment", "partnership").get(pk=event.pk)


def make_member(event, role=Role.ORGANISER, user=None):
    """Give an account (a new one unless given) a role in an event; returns the account."""
    user = user or make_user()
    EventMember.objects.create(event=event, user=user, role=role)
    return user


def make_organiser(event):
    """Make an account that runs the event."""
    return make_member(event, Role.ORGANISER)


def make_participation(event, name=None, organisation=None, *, preferences=(), consents=(), **fields):
    """Put somebody on the roster, with a pass; ``organisation`` may be a name, ``preferences`` themes in order."""
    name = name or f"参加 {next(_numbers)}"
    if not isinstance(organisation, Organisation):
        organisation = make_organisation(organisation or "福島県")
    key = person_key(name, organisation.name)
    person = fields.pop("person", None) or Person.objects.create(
        name=name, kana=fields.get("kana", ""), organisation=organisation, match_key=key, mail=fields.pop("mail", "")
    )
    role = Role.FACILITATOR if fields.get("is_facilitator") else Role.PARTICIPANT
    row = Participation.objects.create(
        event=event,
        person=person,
        organisation=organisation,
        name=name,
        guest_pass=Pass.objects.create(event=event, role=role),
        **fields,
    )
    for rank, theme in enumerate(preferences, start=1):
        ThemePreference.objects.create(participation=row, theme=theme, rank=rank)
    for purpose in consents:
        Consent.objects.create(participation=row, purpose=purpose, is_given=True)
    return row


def make_roster(event, n=30):
    """Put n people from three organisations on the roster."""
    bodies = ("福島県", "みらいシステム", "東北ネットワーク")
    return [
        make_participation(event, f"参加 {k:03}", bodies[k % 3], kana=f"サンカ {k:03}", department=f"第{k % 4 + 1}課")
        for k in range(n)
    ]


def sign_in(client, user):
    """Sign an account in to a test client; returns the client."""
    client.force_login(user)
    return client


def carry_pass(client, participation):
    """Let a test client hold a participation's pass, as after scanning a personal QR code; returns the client."""
    session = client.session
    held = session.get(PASSES, {})
    session[PASSES] = {**held, str(participation.event_id): participation.guest_pass.token}
    session.save()
    return client


def make_groups(event, groups, *, state=Plan.State.PUBLISHED, themes=()):
    """Seat people: ``groups`` is a list of lists of participations; publishes the plan unless told otherwise."""
    number = event.plans.count() + 1
    plan = Plan.objects.create(event=event, number=number, state=state)
    made = []
    for k, people in enumerate(groups, start=1):
        theme = themes[k - 1] if k <= len(themes) else None
        group = Group.objects.create(plan=plan, number=k, theme=theme)
        for row in people:
            Seat.objects.create(plan=plan, group=group, participation=row)
        made.append(group)
    return made


def make_board(event, group, **fields):
    """Make the board of a group with the four usual columns."""
    columns = [
        {"key": "as_is", "title": "現状分析"},
        {"key": "to_be", "title": "あるべき姿"},
        {"key": "gap", "title": "ギャップ"},
        {"key": "solution", "title": "解決策・提言"},
    ]
    return Board.objects.create(event=event, group=group, title=group.label, **{"columns": columns, **fields})


def make_photo(board):
    """Put a photo on a board; its bytes are no picture."""
    return Photo.objects.create(board=board, image=b"-", thumbnail=b"-", width=1, height=1, digest="0")


def make_question_and_poll(event):
    """Make a shown question and an open poll on the projector; returns the desk that shows them."""
    asked = {"text": "広報はどう変わりますか", "asker_key": "0" * 64, "asked_at": timezone.now()}
    question = Question.objects.create(event=event, message_id="m", state=Question.State.SHOWN, **asked)
    poll = Poll.objects.create(event=event, prompt="次回は？", options=["会場", "オンライン"], state=Poll.State.OPEN)
    return Desk.objects.create(event=event, question=question, poll=poll, shown_at=timezone.now())


def make_asked(event, texts=("夜間窓口がほしい",), **fields):
    """Make an open consultation with accepted statements, as rows."""
    row = Consultation.objects.create(event=event, title="窓口", **{"state": Consultation.State.OPEN, **fields})
    for number, text in enumerate(texts, start=1):
        row.statements.create(number=number, text=text, state="accepted")
    return row


def make_note(board, text="付箋", column="as_is", **fields):
    """Make a note as the projection would."""
    number = next(_numbers)
    return Note.objects.create(board=board, column=column, text=text, **{"note_id": f"note-{number}", **fields})


def make_heard(event):
    """Listen to three texts of a file, with a change and a made file; returns the parts of its addresses."""
    row = Listening.objects.create(event=event, title="声")
    row.upload = Upload.objects.create(
        event=event, file_name="声.csv", header=["文"], columns={"text": "文"}, n_rows=3, is_confirmed=True
    )
    for field in (row.upload.file, row.upload.table):
        field.save("heard.csv", ContentFile("文\n桃を売る\n".encode()))
    row.save()
    run = Run(listening=row, number=1, n_texts=3, n_wordings=3, sha256="heard", finished_at=timezone.now())
    run.archive.save("heard.npz", ContentFile(_heard()))
    edit = TopicEdit.objects.create(listening=row, kind="rename", anchors=[["1"]], label="桃")
    output = Output(run=run, kind="json", file_name="声.json", sha256="", size=2, made_of="")
    output.file.save("heard.json", ContentFile(b"{}"))
    return {
        "listening_id": row.pk,
        "listening:topic_id": "t0",
        "place": 0,
        "edit_id": edit.pk,
        "output_id": output.pk,
    }


@cache
def _heard():
    """Find the topics of three texts, once for all tests."""
    return written(pack(listen([Text("1", "桃を売る"), Text("2", "桃が好き"), Text("3", "会議が長い")])))
