"""How a result was made, in words: for people who must answer for it, and for whoever does it again."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from goen.listening.queries.figures import Figures


def method_rows(figures: Figures) -> list[tuple[str, str]]:
    """Name what must be the same for the same result: the file, the settings, the versions; and what was repaired or masked."""
    made, source = figures.method(), figures.source
    settings = made["settings"]
    shared = round(100 * made["lexical_share"])
    rows = [
        (_("ファイル"), source.name),
        (_("ファイルの指紋（SHA-256）"), source.sha256),
        (_("伏せた個人情報"), "、".join(f"{name} {n:,}" for name, n in masked_rows(source.masked)) or _("なし")),
        (_("近さの量り方"), _("同じ言葉 {words} %、言葉の意味 {meaning} %").format(words=shared, meaning=100 - shared)),
        (_("言葉の意味のデータ"), made["word_vectors"] or _("なし")),
        (_("乱数の種"), str(settings["seed"])),
        (
            _("境目とする差"),
            _("二つの話題への近さの差が {border} より小さい文").format(border=settings["border"]),
        ),
        (_("部品の版"), "、".join(f"{name} {number}" for name, number in made["versions"].items())),
        (_("気を付けること"), "、".join(note_text(note) for note in made["notes"])),
    ]
    return [(name, value) for name, value in rows if value]


def note_text(note: str) -> str:
    """Return what to mind about a file or a result, as words."""
    kind, _colon, line = note.partition(":")
    if kind == "unreadable_line":
        return _("{line} 行目に読めない文字がある").format(line=line)
    if kind == "cut_short":
        return _("最後の {line} 行目が文字の途中で切れている").format(line=line)
    if kind == "no_word_vectors":
        return _("単語の意味のデータがないため、同じ言葉を使う文だけがまとまっている")
    return note


def masked_rows(masked: Mapping[str, int]) -> list[tuple[str, int]]:
    """Name the kinds of personal data that were masked, with how often."""
    names = {
        "mail": _("メールアドレス"),
        "url": _("ウェブアドレス"),
        "card": _("カード番号"),
        "my_number": _("個人番号"),
        "phone": _("電話番号"),
        "postcode": _("郵便番号"),
        "account": _("アカウント名"),
        "address": _("住所"),
        "name": _("氏名"),
    }
    return [(names.get(kind, kind), number) for kind, number in masked.items()]
