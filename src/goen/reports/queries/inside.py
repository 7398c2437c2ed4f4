"""The organiser's own workbook: everything, with the consents beside each name."""

from collections.abc import Sequence

from django.utils.translation import override

from goen.base.documents.workbook import Cell, Sheet
from goen.boards.models import Note
from goen.events.models import Event
from goen.grouping.models import Plan, Seat
from goen.pitches.models import Score
from goen.pitches.queries import results_of
from goen.proposals.queries import parts_of, proposals_of
from goen.roster.models import Consent
from goen.roster.queries import consents, roster
from goen.ties.models import Meeting
from goen.voices.models import Quote
from goen.voices.queries import voices_of

_Rows = list[list[Cell]]


def inside_tables(event: Event) -> Sequence[Sheet]:
    """Return the sheets of the workbook; ≤ 20 queries whatever the size."""
    note = "部内限り：個人情報を含みます。外部へ提供しないでください。"
    with override("ja"):
        made = (_people(event), _seats(event), _notes(event), _proposals(event), _scores(event), _results(event))
        return [Sheet(name, header, rows, note=note) for name, header, rows in (*made, _voices(event), _ties(event))]


def _people(event: Event) -> tuple[str, list[str], _Rows]:
    given = consents(event)
    header = ["団体", "部署", "役職", "氏名", "フリガナ", "状態", "受付時刻", "進行役"]
    header += [str(purpose.label) for purpose in Consent.Purpose]
    rows: _Rows = [
        [
            person.organisation.name,
            person.department,
            person.title,
            person.name,
            person.kana,
            person.get_state_display(),
            person.checked_in_at,
            person.is_facilitator,
            *(person.pk in given[purpose.value] for purpose in Consent.Purpose),
        ]
        for person in roster(event)
    ]
    return "名簿", header, rows


def _seats(event: Event) -> tuple[str, list[str], _Rows]:
    seats = Seat.objects.filter(plan__event=event, plan__state=Plan.State.PUBLISHED)
    ordered = seats.select_related("group__theme", "participation__organisation").order_by(
        "round_number", "group__number", "id"
    )
    rows: _Rows = [
        [
            seat.round_number,
            seat.group.label,
            seat.group.theme.title if seat.group.theme else "",
            seat.participation.organisation.name,
            seat.participation.department,
            seat.participation.name,
        ]
        for seat in ordered
    ]
    return "グループ", ["ラウンド", "グループ", "テーマ", "団体", "部署", "氏名"], rows


def _notes(event: Event) -> tuple[str, list[str], _Rows]:
    notes = Note.objects.filter(board__event=event).select_related("board__group__theme", "author")
    rows: _Rows = []
    for note in notes.order_by("board__group__number", "board_id", "column", "position", "note_id"):
        titles = {str(column["key"]): str(column["title"]) for column in note.board.columns}
        author = note.author.name if note.author and not note.board.is_anonymous else ""
        group = note.board.group.label if note.board.group else ""
        rows.append([group, note.board.title, titles.get(note.column, note.column), note.text, author, note.created_at])
    return "付箋", ["グループ", "ボード", "欄", "付箋", "書いた人", "書いた時刻"], rows


def _proposals(event: Event) -> tuple[str, list[str], _Rows]:
    rows: _Rows = []
    for proposal in proposals_of(event):
        label = proposal.group.label if proposal.group else ""
        head: list[Cell] = [label, proposal.title, proposal.summary]
        sentences = [(part.label, item) for part in parts_of(proposal) for item in part.items]
        rows += [[*head, part, item.text, item.source_text] for part, item in sentences] or [[*head, "", "", ""]]
    return "提言", ["グループ", "名称", "ひとことで", "欄", "文", "もとの付箋"], rows


def _scores(event: Event) -> tuple[str, list[str], _Rows]:
    """Return the values; a rater is a number, because nobody needs to know who was strict."""
    scores = Score.objects.filter(pitch__event=event).select_related("pitch__group", "criterion")
    raters: dict[tuple[int | None, int | None], int] = {}
    rows: _Rows = []
    for score in scores.order_by("id"):
        number = raters.setdefault((score.rater_id, score.rater_user_id), len(raters) + 1)
        rows.append([score.pitch.group.label, score.criterion.title, f"採点者{number}", score.value])
    return "採点", ["グループ", "観点", "採点者", "値"], rows


def _results(event: Event) -> tuple[str, list[str], _Rows]:
    results = results_of(event)
    rows: _Rows = [
        [title, pitch.group.label, round(one.mean, 3), one.low, one.high, round(one.raw_mean, 3), one.n_ratings]
        for title, column in (("総合", results.overall), *((column.title, column) for column in results.criteria))
        for pitch, one in column.results
    ]
    return "評価結果", ["観点", "グループ", "補正後", "95%下限", "95%上限", "単純平均", "採点者数"], rows


def _voices(event: Event) -> tuple[str, list[str], _Rows]:
    header = ["団体", "氏名", "満足度", "また参加したい"]
    for question in Quote.Question:
        header += [str(question.label), f"公開（{question.label}）"]
    rows: _Rows = []
    for voice in voices_of(event):
        said = {quote.question: quote for quote in voice.quotes.all()}
        person = voice.participation
        row: list[Cell] = [person.organisation.name, person.name, voice.satisfaction, voice.wants_again]
        for question in Quote.Question:
            quote = said.get(question.value)
            row += [quote.text, quote.get_publication_display()] if quote else ["", ""]
        rows.append(row)
    return "参加者の声", header, rows


def _ties(event: Event) -> tuple[str, list[str], _Rows]:
    """Return who met whom, of those who let it be kept."""
    given = consents(event)[Consent.Purpose.TIES]
    names = {person.person_id: person.name for person in roster(event) if person.pk in given}
    meetings = Meeting.objects.filter(event=event).order_by("round_number", "group_label", "id")
    rows: _Rows = [
        [meeting.round_number, meeting.group_label, names[meeting.low_id], names[meeting.high_id]]
        for meeting in meetings
        if meeting.low_id in names and meeting.high_id in names
    ]
    return "ご縁", ["ラウンド", "グループ", "氏名", "氏名（相手）"], rows
