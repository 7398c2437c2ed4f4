"""The landscape as a page shows it: sentences, bars and shapes, from what was kept when it was drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goen.opinions.models import Ballot, Consultation, Drawing, Statement

LETTERS = "ABCDEFGHIJ"
_BAR = 200.0
_MOST_MARKS = 2_000
_TINY = 0.001


@dataclass(frozen=True)
class Bar:
    """Agree, pass and disagree with the places of the three parts in a bar 200 wide."""

    agree: int
    passed: int
    disagree: int

    @property
    def total(self) -> int:
        """How many answered."""
        return self.agree + self.passed + self.disagree

    @property
    def parts(self) -> list[tuple[str, float, float]]:
        """Side, left edge and width of each part that is there."""
        left, found = 0.0, []
        for side, n in (("agree", self.agree), ("pass", self.passed), ("disagree", self.disagree)):
            width = round(_BAR * n / self.total, 2) if self.total else 0.0
            if width:
                found.append((side, round(left, 2), width))
            left += width
        return found

    @property
    def agree_percent(self) -> int:
        """Share that agrees, of 100."""
        return round(100 * self.agree / self.total) if self.total else 0

    @property
    def pass_percent(self) -> int:
        """Share that passes, of 100."""
        return round(100 * self.passed / self.total) if self.total else 0

    @property
    def disagree_percent(self) -> int:
        """Share that disagrees, of 100."""
        return round(100 * self.disagree / self.total) if self.total else 0


@dataclass(frozen=True)
class GroupSplit:
    """How one group answered a statement; no bar where so few answered that it is not shown."""

    letter: str
    number: int
    bar: Bar | None


@dataclass(frozen=True)
class Line:
    """One finding or statement: its text, its figure in words, its bar, its split by group."""

    number: int
    text: str
    figure: str
    interval: str
    bar: Bar | None
    splits: Sequence[GroupSplit] = ()
    letter: str = ""
    letter_number: int = 0


@dataclass(frozen=True)
class GroupCard:
    """One opinion group: letter, colour, size, what it stands for."""

    letter: str
    number: int
    size: int
    lines: Sequence[Line]


@dataclass(frozen=True)
class Mark:
    """One person on the map, in picture units; colour number 0 is nobody's group."""

    x: float
    y: float
    number: int


@dataclass(frozen=True)
class Picture:
    """What the map is drawn from; ``own`` is the asker's place."""

    marks: Sequence[Mark] = ()
    clouds: Sequence[Mapping[str, Any]] = ()
    names: Sequence[tuple[float, float, str, int]] = ()
    own: Mark | None = None


@dataclass(frozen=True)
class Page:
    """A landscape in words."""

    verdict: str = "no_votes"
    serial: int = 0
    headline: str = ""
    n_people: int = 0
    n_votes: int = 0
    n_statements: int = 0
    picture: Picture = field(default_factory=Picture)
    groups: Sequence[GroupCard] = ()
    unites: Sequence[Line] = ()
    divides: Sequence[Line] = ()
    minority: Sequence[Line] = ()
    sure: Sequence[str] = ()
    statements: Sequence[Line] = ()

    @property
    def has_map(self) -> bool:
        """Whether there is anything to draw."""
        return self.verdict in ("one_group", "groups")


def page_of(consultation: Consultation, *, is_public: bool, own: Sequence[float] | None = None) -> Page:
    """Return the landscape of a consultation as it was drawn last; 2 queries.

    Texts are read now: a statement rejected since the last drawing is gone at once, with everything found about it.
    """
    drawing = Drawing.objects.filter(consultation=consultation).first()
    shown = Statement.objects.filter(consultation=consultation, state=Statement.State.ACCEPTED, is_meta=False)
    texts = dict(shown.values_list("number", "text"))
    if drawing is None:
        empty = [Line(number, text, "", "", None) for number, text in texts.items()]
        return Page(headline=_headline("no_votes", 0), n_statements=len(texts), statements=empty)
    return _Writer(drawing.public if is_public else drawing.inside, texts).page(drawing, own)


def own_place(consultation: Consultation, key: str) -> Sequence[float] | None:
    """Return where the holder of a ballot stands on the picture: x, y, group (−1: none); ≤ 2 queries."""
    ballot = Ballot.objects.filter(consultation=consultation, key=key).first() if key else None
    drawing = Drawing.objects.filter(consultation=consultation).first() if ballot else None
    place: list[float] | None = drawing.places.get(str(ballot.pk)) if ballot and drawing else None
    return place


class _Writer:
    """Turns kept values into words."""

    def __init__(self, kept: Mapping[str, Any], texts: Mapping[int, str]) -> None:
        self._kept, self._texts = kept, texts
        self._letters: list[int] = kept.get("letters", [])
        self._rows = {row["id"]: row for row in kept.get("statements", []) if row["id"] in texts}

    def page(self, drawing: Drawing, own: Sequence[float] | None) -> Page:
        kept = self._kept
        return Page(
            verdict=drawing.verdict,
            serial=drawing.serial,
            headline=_headline(drawing.verdict, len(self._letters)),
            n_people=drawing.n_people,
            n_votes=drawing.n_votes,
            n_statements=len(self._texts),
            picture=self._picture(own),
            groups=[self._group(g, row) for g, row in enumerate(kept.get("groups", []))],
            unites=self._lines("unites"),
            divides=self._lines("divides"),
            minority=self._lines("minority"),
            sure=self._sure(drawing.verdict),
            statements=self._statements(),
        )

    def _group(self, g: int, row: Mapping[str, Any]) -> GroupCard:
        lines = [self._line(one) for one in row["represents"] if one["statement"] in self._rows]
        return GroupCard(self._letter(g), self._letters[g] + 1, row["size"], lines)

    def _letter(self, g: int) -> str:
        return LETTERS[self._letters[g] % len(LETTERS)]

    def _lines(self, kind: str) -> list[Line]:
        return [self._line(one) for one in self._kept.get(kind, []) if one["statement"] in self._rows]

    def _line(self, one: Mapping[str, Any]) -> Line:
        row, group = self._rows[one["statement"]], one["group"]
        side = _("賛成") if one["side"] == "agree" else _("反対")
        words = {"total": one["total"], "said": one["said"], "share": round(100 * one["share"]), "side": side}
        if group is None:
            figure = _("{total}人中{said}人（{share}％）が{side}").format(**words)
        else:
            figure = _("グループ{letter}の{total}人中{said}人（{share}％）が{side}").format(
                letter=self._letter(group), **words
            )
        bar = _bar(row) if group is None else self._splits(row)[group].bar
        return Line(
            one["statement"], self._texts[one["statement"]], figure, _interval(one["low"], one["high"]), bar,
            self._splits(row), "" if group is None else self._letter(group),
            0 if group is None else self._letters[group] + 1,
        )  # fmt: skip

    def _splits(self, row: Mapping[str, Any]) -> list[GroupSplit]:
        return [
            GroupSplit(self._letter(g), self._letters[g] + 1, _bar(split) if split else None)
            for g, split in enumerate(row["splits"])
        ]

    def _statements(self) -> list[Line]:
        """Every statement that is shown, most answered first; those without a vote last."""
        found = []
        for number, text in self._texts.items():
            row = self._rows.get(number)
            bar = _bar(row) if row else Bar(0, 0, 0)
            figure = _("{n}人が回答").format(n=bar.total) if bar else ""
            interval = _interval(row["low"], row["high"]) if row and bar else ""
            found.append(Line(number, text, figure, interval, bar, self._splits(row) if row else ()))
        return sorted(found, key=lambda line: (-(line.bar.total if line.bar else 0), line.number))

    def _picture(self, own: Sequence[float] | None) -> Picture:
        kept = self._kept.get("picture", {})
        marks = kept.get("marks", [])
        step = max(1, -(-len(marks) // _MOST_MARKS))
        return Picture(
            [self._mark(mark) for mark in marks[::step]],
            [{**cloud, "number": self._letters[cloud["group"]] + 1} for cloud in kept.get("clouds", [])],
            [(x, y, self._letter(g), self._letters[g] + 1) for x, y, g in kept.get("names", [])],
            self._mark(own) if own else None,
        )

    def _mark(self, mark: Sequence[float]) -> Mark:
        group = int(mark[2])
        return Mark(mark[0], mark[1], self._letters[group] + 1 if 0 <= group < len(self._letters) else 0)

    def _sure(self, verdict: str) -> list[str]:
        if verdict not in ("one_group", "groups"):
            return []
        sure = self._kept["certainty"]
        chance = _("0.001 未満") if sure["p"] < _TINY else f"{sure['p']:.3f}"
        lines = [
            _("偶然だけでこれほどのまとまりが現れる確率は {chance} です（散らばりは偶然の {ratio:.1f} 倍）。").format(
                chance=chance, ratio=sure["ratio"]
            )
        ]
        if verdict == "groups":
            lines.append(
                _("揺らぎを加えて分け直したときの一致は {stability:.2f} です（1 で完全に同じ）。").format(
                    stability=sure["stability"]
                )
            )
            lines.append(_("グループの「特徴」は、その意見を除いて分け直しても成り立つものだけを載せています。"))
        first, second = (round(100 * share) for share in sure["explained"])
        lines.append(
            _("地図の横の広がりは答えの違いの {first}％、縦は {second}％ を表しています。").format(
                first=first, second=second
            )
        )
        return lines


def _headline(verdict: str, n_groups: int) -> str:
    if verdict == "groups":
        return ngettext(
            "{n} つの意見グループに分かれています。", "{n} つの意見グループに分かれています。", n_groups
        ).format(n=n_groups)
    return {
        "no_votes": _("まだ投票がありません。"),
        "too_few": _("地図を描くには、人または意見がまだ足りません。"),
        "one_group": _("一つのまとまりです（明確な分かれは見られません）。"),
    }[verdict]


def _interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return _("90％の確からしさで {low}〜{high}％").format(low=round(100 * low), high=round(100 * high))


def _bar(row: Mapping[str, Any]) -> Bar | None:
    """Return the bar of a row of figures; None where they are not shown."""
    return None if row["agree"] is None else Bar(row["agree"], row["pass"], row["disagree"])
