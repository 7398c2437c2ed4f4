"""The result as an Excel workbook: topics, every text with its state, shares, change over time, copies, method."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goen.base.documents.workbook import Cell, Sheet, write_workbook
from goen.core.listening import State, Topic
from goen.listening.exports.method import method_rows
from goen.listening.queries.figures import Figures

_SHOWN = 200


def write_topics_workbook(figures: Figures) -> bytes:
    """Return the bytes of an .xlsx; its sums are those of the page."""
    made = f"{figures.source.title}　{figures.source.made}"
    sheets = [
        Sheet(_("話題"), [_("話題"), _("見出し"), _("件数"), _("人数"), _("記名なし"), _("言い回し"), _("割合（%）"), _("まとまり"),
                         _("引用 1"), _("引用 2"), _("引用 3")], [_topic_row(figures, t) for t in figures.cut.topics], made),
        Sheet(_("本文と行き先"), [_("番号"), _("本文"), _("行き先"), _("話題"), _("理由・相手"), _("日付"), *figures.source.attributes],
              list(_text_rows(figures)), made),
        Sheet(_("行き先の合計"), [_("行き先"), _("件数")], account_rows(figures), made),
        Sheet(_("似た投稿"), [_("代表の文"), _("件数"), _("人数"), _("記名なし"), _("言い回し")],
              [(figures.found.texts[s.first].text, s.n_posts, s.n_people, s.n_unsigned, s.n_wordings) for s in figures.stacks], made),
        Sheet(_("方法"), [_("項目"), _("値")], method_rows(figures), made),
    ]  # fmt: skip
    if figures.source.attributes:
        header = [
            _("話題"),
            _("項目"),
            _("区分"),
            _("件数"),
            _("区分の全件数"),
            _("割合（%）"),
            _("95%区間 下"),
            _("95%区間 上"),
        ]
        sheets.insert(2, Sheet(_("区分ごとの割合"), header, list(_share_rows(figures)), made))
    if figures.trends:
        header = [
            _("話題"),
            _("向き"),
            _("時期"),
            _("件数"),
            _("時期の全件数"),
            _("割合（%）"),
            _("95%区間 下"),
            _("95%区間 上"),
        ]
        sheets.insert(3, Sheet(_("推移"), header, list(_trend_rows(figures)), made))
    return write_workbook(sheets, title=figures.source.title)


def _topic_row(figures: Figures, topic: Topic) -> list[Cell]:
    quotes = [quote.words for quote in topic.quotes]
    whole = sum(one.n_posts for one in figures.cut.topics)
    return [
        topic.label, topic.headline.words if topic.headline else "", topic.n_posts, topic.n_people, topic.n_unsigned,
        topic.n_wordings, _percent(topic.n_posts / whole), _("弱い") if topic.weak else "",
        *quotes, *[""] * (3 - len(quotes)),
    ]  # fmt: skip


def _text_rows(figures: Figures) -> Iterator[list[Cell]]:
    labels = {topic.id: topic.label for topic in figures.cut.topics}
    for text, state in zip(figures.found.texts, figures.cut.states, strict=True):
        why = reason(state) or labels.get(state.rival, "") or state.duplicate_of
        attributes = [text.attributes.get(name, "") for name in figures.source.attributes]
        yield [text.id, text.text, state_name(state), labels.get(state.topic, ""), why, text.when, *attributes]


def account_lines(figures: Figures) -> list[tuple[str, str, int]]:
    """List the states as they are asked for (a state or a reason, empty for the sum), their names and counts."""
    account = figures.cut.account
    why = {key: reason(State("excluded", reason=key)) for key in account.excluded}
    excluded = [(key, _("除いた文（{reason}）").format(reason=why[key]), account.excluded[key]) for key in sorted(why)]
    return [
        ("topic", _("話題に入った文"), account.in_topic),
        ("borderline", _("話題の境目にある文"), account.borderline),
        ("duplicate", _("同じ文の重なり"), account.duplicate),
        *excluded,
        ("", _("合計"), account.n_texts),
    ]


def account_rows(figures: Figures) -> list[tuple[str, int]]:
    """List the states with their counts, and the sum."""
    return [(name, number) for _key, name, number in account_lines(figures)]


def _share_rows(figures: Figures) -> Iterator[list[Cell]]:
    for number, topic in enumerate(figures.cut.topics):
        for name, rows in figures.shares.items():
            for value, whole, shares in rows:
                share = shares[number]
                yield [topic.label, name, value or _("（空欄）"), share.part, whole,
                       _percent(share.share), _percent(share.low), _percent(share.high)]  # fmt: skip


def _trend_rows(figures: Figures) -> Iterator[list[Cell]]:
    for topic in figures.cut.topics:
        trend = figures.trends[topic.id]
        for period in trend.periods:
            yield [topic.label, direction_name(trend.direction), period.value, period.part, period.whole,
                   _percent(period.share), _percent(period.low), _percent(period.high)]  # fmt: skip


def _percent(share: float) -> float:
    return round(100 * share, 1)


def direction_name(direction: str) -> str:
    """Name a trend."""
    names = {
        "growing": _("増えている"),
        "fading": _("減っている"),
        "steady": _("変化は言えない"),
        "too_few": _("時期が足りない"),
    }
    return names[direction]


def state_name(state: State) -> str:
    """Name a state."""
    names = {"topic": _("話題"), "borderline": _("境目"), "duplicate": _("同じ文"), "excluded": _("除外")}
    return names[state.kind]


def reason(state: State) -> str:
    """Say why a text is excluded; empty when it is not."""
    reasons = {"": "", "empty": _("空白"), "no_words": _("文字がない"), "no_terms": _("話題の手がかりになる語がない")}
    return reasons[state.reason]
