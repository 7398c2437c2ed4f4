"""Blocks the showcase offers from the slices below it; further slices register their own."""

from collections.abc import Callable, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.core.errors import RefusedError
from goen.core.text.concealing import conceal, name_pattern
from goen.events import queries as events
from goen.events.models import Event, Theme
from goen.events.queries import BlockContent, PublicBlock, Subject, public_blocks
from goen.opinions.models import Consultation
from goen.opinions.queries import page_of
from goen.proposals.queries import event_answers, partnership_answers
from goen.roster.models import Consent, Participation
from goen.roster.queries import consents, head_counts
from goen.showcase.models import Page, Section
from goen.voices.queries import figures_of, quotable

_FOLDER = "showcase/blocks"
# Fewer answers than this say too much of each person.
_FEWEST_ANSWERS = 3
_MOST_LANDSCAPES = 3


def choices_for(page: Page) -> list[tuple[str, str]]:
    """Return what may be added to a page: its own text and photos, then the blocks that fit its subject; no query."""
    own = [(Section.TEXT, str(_("文章"))), (Section.PHOTOS, str(_("写真")))]
    if page.event is None and page.partnership is None:
        return own
    return own + [(block.key, str(block.label)) for block in public_blocks()]


def _outline(subject: Subject) -> BlockContent | None:
    event = subject.event
    if event is None:
        return None
    bodies = [
        (count.organisation.name, count.n_expected + count.n_no_show)
        for count in head_counts(event)
        if count.n_expected + count.n_no_show
    ]
    local = timezone.localtime(event.starts_at)
    context = {"event": event, "bodies": bodies, "n_people": sum(n for _name, n in bodies), "day": local}
    return BlockContent(f"{_FOLDER}/outline.html", context)


def _themes(subject: Subject) -> BlockContent | None:
    themes = list(Theme.objects.filter(event=subject.event)) if subject.event else []
    return BlockContent(f"{_FOLDER}/themes.html", {"themes": themes}) if themes else None


def _proposals(subject: Subject) -> BlockContent | None:
    """Return proposals and their answers where the organiser has shown them to the public."""
    try:
        if subject.event:
            answers = event_answers(subject.event.slug)[1]
        elif subject.partnership:
            answers = partnership_answers(subject.partnership.slug)[1]
        else:
            return None
    except RefusedError:
        return None
    return BlockContent(f"{_FOLDER}/proposals.html", {"answers": answers}) if answers else None


def _voices(subject: Subject) -> BlockContent | None:
    """Return the quotes people let be published, signed as agreed, without the names of those who did not agree."""
    if subject.event is None:
        return None
    hide = _gate(subject.event)
    quotes = [(quote.question_label, hide(quote.text), quote.source) for quote in quotable(subject.event)]
    return BlockContent(f"{_FOLDER}/voices.html", {"quotes": quotes}) if quotes else None


def _survey(subject: Subject) -> BlockContent | None:
    figures = figures_of(subject.event) if subject.event else None
    if figures is None or figures.n_rated < _FEWEST_ANSWERS:
        return None
    rows = [(rating, figures.satisfaction[rating]) for rating in sorted(figures.satisfaction, reverse=True)]
    return BlockContent(f"{_FOLDER}/survey.html", {"figures": figures, "rows": rows})


def _landscape(subject: Subject) -> BlockContent | None:
    """Return what consultations shown to everybody found; figures of fewer than three people are left out there already."""
    if subject.event is None:
        return None
    rows = Consultation.objects.filter(event=subject.event, results=Consultation.Results.EVERYBODY)
    shown = rows.filter(audience="public").exclude(state=Consultation.State.DRAFT).order_by("pk")[:_MOST_LANDSCAPES]
    drawn = [(row.title, page_of(row, is_public=True)) for row in shown]
    found = [(title, page) for title, page in drawn if page.n_people]
    return BlockContent(f"{_FOLDER}/landscape.html", {"landscapes": found}) if found else None


def _years(subject: Subject) -> BlockContent | None:
    if subject.partnership is None:
        return None
    years = events.years_of(subject.partnership)
    context = {"years": years, "figures": events.year_figures(), "partnership": subject.partnership}
    return BlockContent(f"{_FOLDER}/years.html", context) if years else None


def _gate(event: Event) -> Callable[[str], str]:
    """Return what takes the names of everybody who did not agree out of a text; 2 queries."""
    named = _named(consents(event))
    people = Participation.objects.filter(event=event).exclude(pk__in=named).select_related("person")
    pattern = name_pattern(name for row in people for name in (row.name, row.person.name, row.kana))
    return lambda text: conceal(text, pattern)


def _named(given: Mapping[str, frozenset[int]]) -> Sequence[int]:
    return sorted(given[Consent.Purpose.NAME])


BLOCKS = (
    PublicBlock("events.outline", _("開催概要"), _outline, _("交流会のページで使えます。")),
    PublicBlock("events.themes", _("テーマ"), _themes, _("テーマがまだありません。")),
    PublicBlock(
        "proposals.answers", _("提言とその後"), _proposals, _("「提言の行方」で、公開ページを出すと表示されます。")
    ),
    PublicBlock("voices.quotes", _("参加者の声"), _voices, _("公開に同意した声が届くと表示されます。")),
    PublicBlock("voices.survey", _("満足度"), _survey, _("回答が 3 件以上になると表示されます。")),
    PublicBlock(
        "opinions.landscape",
        _("意見の地図"),
        _landscape,
        _("だれでも答えられ、結果をすべての人に見せる意見募集があると表示されます。"),
    ),
    PublicBlock("events.years", _("年ごとの歩み"), _years, _("連携協定のページで使えます。")),
)
