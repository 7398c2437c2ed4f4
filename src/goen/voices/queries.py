"""Every read of voices; ``quotable`` is the only way a quote leaves the house."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from goen.events.models import Event
from goen.roster.models import Consent, Participation
from goen.voices import phases
from goen.voices.models import Quote, Voice

_Publication = Quote.Publication
QUESTIONS = tuple((question.value, question.label) for question in Quote.Question)


@dataclass(frozen=True)
class PublicQuote:
    """Words somebody let be published, with exactly the source they agreed to.

    Parameters
    ----------
    question, question_label : str
        What was asked.
    text : str
        The words, unchanged.
    organisation : str
        Where they come from.
    name : str
        Who said it; empty unless they agreed to be named.
    """

    question: str
    question_label: str
    text: str
    organisation: str
    name: str = ""

    @property
    def source(self) -> str:
        """How the quote is signed."""
        return f"{self.organisation}　{self.name}" if self.name else self.organisation


@dataclass(frozen=True)
class Figures:
    """The survey in numbers; ``satisfaction`` counts answers per rating 1 to 5, ``rating_mean`` is None without answers."""

    n_voices: int
    n_people: int
    satisfaction: Mapping[int, int]
    rating_mean: float | None
    n_satisfied: int
    n_rated: int
    n_again: int
    n_not_again: int


def voice_of(participation: Participation) -> Voice | None:
    """Return what somebody said, with quotes; 2 queries."""
    return Voice.objects.filter(participation=participation).prefetch_related("quotes").first()


def voices_of(event: Event) -> list[Voice]:
    """Return every voice with its quotes, person and organisation, oldest first; 2 queries."""
    rows = Voice.objects.filter(event=event).select_related("participation__organisation")
    return list(rows.prefetch_related("quotes").order_by("id"))


def quotes_of(event: Event, *, publication: str = "", question: str = "") -> list[Quote]:
    """Return quotes for the organiser, by question, filtered where asked; 1 query."""
    rows = _quotes(event)
    if publication in _Publication.values:
        rows = rows.filter(publication=publication)
    if question in Quote.Question.values:
        rows = rows.filter(question=question)
    order = {value: number for number, value in enumerate(Quote.Question.values)}
    return sorted(rows, key=lambda quote: (order[quote.question], quote.pk))


def quotable(event: Event) -> list[PublicQuote]:
    """Return what may be published, signed as agreed; 2 queries.

    A name stands only with a quote whose own consent says so; somebody whose newest word on names is no keeps the
    organisation only. Words without consent are not here.
    """
    refused = _refused_names(event)
    published = [quote for quote in quotes_of(event) if quote.publication != _Publication.NONE and quote.text.strip()]
    return [_public(quote, refused) for quote in published]


def figures_of(event: Event) -> Figures:
    """Return the survey's numbers; 2 queries."""
    rows = list(Voice.objects.filter(event=event).values_list("satisfaction", "wants_again"))
    n_people = Participation.objects.filter(event=event, state=Participation.State.EXPECTED).count()
    counted = Counter(rating for rating, _again in rows if rating)
    n_rated = sum(counted.values())
    return Figures(
        n_voices=len(rows),
        n_people=n_people,
        satisfaction={rating: counted[rating] for rating in phases.SCALE},
        rating_mean=sum(rating * n for rating, n in counted.items()) / n_rated if n_rated else None,
        n_satisfied=sum(n for rating, n in counted.items() if rating >= phases.SATISFIED_FROM),
        n_rated=n_rated,
        n_again=sum(1 for _rating, again in rows if again is True),
        n_not_again=sum(1 for _rating, again in rows if again is False),
    )


def publication_counts(quotes: Sequence[Quote]) -> list[tuple[str, str, int]]:
    """Return value, label and number of quotes per consent; no query."""
    counted = Counter(quote.publication for quote in quotes)
    return [(choice.value, str(choice.label), counted[choice.value]) for choice in _Publication]


def _quotes(event: Event) -> QuerySet[Quote]:
    rows = Quote.objects.filter(voice__event=event).exclude(text="")
    return rows.select_related("voice__participation__organisation")


def _refused_names(event: Event) -> frozenset[int]:
    """Return the participations whose newest word on their name is no; 1 query."""
    rows = Consent.objects.filter(participation__event=event, purpose=Consent.Purpose.NAME).order_by("id")
    newest = dict(rows.values_list("participation_id", "is_given"))  # later rows overwrite earlier ones
    return frozenset(key for key, is_given in newest.items() if not is_given)


def _public(quote: Quote, refused: frozenset[int]) -> PublicQuote:
    person = quote.voice.participation
    is_named = quote.publication == _Publication.NAMED and person.pk not in refused
    label = str(Quote.Question(quote.question).label)
    return PublicQuote(quote.question, label, quote.text, person.organisation.name, person.name if is_named else "")
