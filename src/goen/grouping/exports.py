"""Workbooks of a plan; reads nothing itself."""

from collections.abc import Sequence
from itertools import zip_longest

from django.utils.translation import gettext as _

from goen.base.documents.workbook import Sheet, write_workbook
from goen.grouping.models import Group, Plan
from goen.grouping.queries import RotationCard, SeatedGroup


def plan_workbook(plan: Plan, groups: Sequence[SeatedGroup], cards: Sequence[RotationCard]) -> bytes:
    """Return an .xlsx: a seating chart per round, a list by seat, and one line per person for a mail merge of name cards.

    The list by seat can be changed and read in again.
    """
    rounds = range(1, plan.n_rounds + 1)
    charts = [_chart(number, plan.n_rounds, [g for g in groups if g.group.round_number == number]) for number in rounds]
    return write_workbook(
        [*charts, _list(groups), _people(plan, cards)], title=f"{plan.event.title} {_('グループ分け')}"
    )


def _chart(round_number: int, n_rounds: int, groups: Sequence[SeatedGroup]) -> Sheet:
    name = _("座席表 第{n}ラウンド").format(n=round_number) if n_rounds > 1 else _("座席表")
    header = [_heading(seated.group) for seated in groups]
    columns = [
        [
            f"{person.name}（{person.organisation.label}）" + ("◎" if person.is_facilitator else "")
            for person in g.people
        ]
        for g in groups
    ]
    return Sheet(name, header, list(zip_longest(*columns)), note=_("◎は進行役"))


def _heading(group: Group) -> str:
    theme = f" {group.theme.title}" if group.theme else ""
    return _("{label}グループ").format(label=group.label) + theme


def _list(groups: Sequence[SeatedGroup]) -> Sheet:
    header = [
        _("ラウンド"),
        _("グループ"),
        _("テーマ"),
        _("場所"),
        _("氏名"),
        _("フリガナ"),
        _("団体"),
        _("部署"),
        _("役職"),
        _("進行役"),
    ]
    rows = [
        (
            seated.group.round_number,
            seated.group.label,
            seated.group.theme.title if seated.group.theme else "",
            seated.group.place,
            person.name,
            person.kana,
            person.organisation.name,
            person.department,
            person.title,
            person.is_facilitator,
        )
        for seated in groups
        for person in seated.people
    ]
    return Sheet(_("一覧"), header, rows)


def _people(plan: Plan, cards: Sequence[RotationCard]) -> Sheet:
    """One line per person: what a name card shows, and with rotation cards the start and the step."""
    rounds = [_("第{n}ラウンド").format(n=number) for number in range(1, plan.n_rounds + 1)]
    turns = [_("最初のテーブル"), _("毎回進む数")] if plan.settings.get("uses_cards") else []
    rows = [
        (
            card.person.name,
            card.person.kana,
            card.person.organisation.name,
            card.person.department,
            card.person.title,
            *((card.start, card.step) if turns else ()),
            *card.tables,
        )
        for card in cards
    ]
    header = [_("氏名"), _("フリガナ"), _("団体"), _("部署"), _("役職"), *turns, *rounds]
    return Sheet(_("名札"), header, rows)
