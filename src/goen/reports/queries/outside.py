"""The day as the outside may read it. Names leave here by consent only; whatever is written passes the same gate."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.utils import timezone
from django.utils.translation import override

from goen.accounts.models import Organisation
from goen.core.text.concealing import conceal, name_pattern
from goen.events.models import Event, Theme
from goen.events.queries import run_sheet
from goen.grouping.models import Plan, Seat
from goen.pitches.queries import criteria_of, results_of, scoring_of
from goen.proposals.queries import parts_of, proposals_of
from goen.reports.queries.shapes import (
    Body,
    Contact,
    DayReport,
    Line,
    PartText,
    ProposalText,
    Rank,
    Said,
    Sentence,
    Survey,
    Table,
)
from goen.roster.models import Consent, Participation
from goen.roster.queries import consents, roster
from goen.voices.queries import figures_of, quotable

_State = Participation.State
Conceal = Callable[[str], str]


def day_report(event: Event) -> DayReport:
    """Return the day, consents applied; ≤ 24 queries whatever the size."""
    people = roster(event)
    named = consents(event)[Consent.Purpose.NAME]
    hide = _gate(people, named)
    with override("ja"):  # official documents are Japanese, whoever presses the button
        return DayReport(
            slug=event.slug,
            title=hide(event.title),
            subtitle=hide(event.subtitle),
            purpose=hide(event.purpose),
            partnership=hide(event.partnership.name) if event.partnership else "",
            host=hide(event.host),
            venue=hide(event.venue),
            address=hide(event.address),
            starts_at=timezone.localtime(event.starts_at),
            ends_at=timezone.localtime(event.ends_at),
            made_at=timezone.localtime(),
            contact=Contact(event.contact_section, event.contact_person, event.contact_phone, event.contact_mail),
            bodies=_bodies(people),
            lines=_lines(event, hide),
            themes=[hide(title) for title in Theme.objects.filter(event=event).values_list("title", flat=True)],
            tables=_tables(event, named, hide),
            proposals=_proposals(event, hide),
            ranks=_ranks(event, hide),
            quotes=_quotes(event, people, named),
            survey=_survey(event),
            criteria=[hide(criterion.title) for criterion in criteria_of(event)],
        )


def _gate(people: Iterable[Participation], named: frozenset[int]) -> Conceal:
    """Return what takes the names of everybody who did not agree out of a text."""
    pattern = _pattern(person for person in people if person.pk not in named)
    return lambda text: conceal(text, pattern)


def _pattern(people: Iterable[Participation]) -> re.Pattern[str] | None:
    names = [name for person in people for name in (person.name, person.person.name, person.kana)]
    return name_pattern(names)


def _bodies(people: Sequence[Participation]) -> list[Body]:
    """Return the organisations, public bodies first; people who cancelled or waited are not counted."""
    coming = [person for person in people if person.state in (_State.EXPECTED, _State.NO_SHOW)]
    order = {kind: place for place, kind in enumerate(Organisation.Kind.values)}
    coming.sort(key=lambda person: order[person.organisation.kind])
    is_counted = any(person.checked_in_at for person in coming)
    bodies: defaultdict[str, list[Participation]] = defaultdict(list)
    for person in coming:
        bodies[person.organisation.name].append(person)
    return [
        Body(
            name=name,
            departments=list(dict.fromkeys(person.department for person in members if person.department)),
            n_expected=len(members),
            n_present=sum(_is_present(person) for person in members) if is_counted else None,
        )
        for name, members in bodies.items()
    ]


def _is_present(person: Participation) -> bool:
    return person.state == _State.EXPECTED and person.checked_in_at is not None


def _lines(event: Event, hide: Conceal) -> list[Line]:
    return [
        Line(
            start=timezone.localtime(line.start),
            end=timezone.localtime(line.end),
            title=hide(line.segment.title),
            person_in_charge=hide(line.segment.person_in_charge),
        )
        for line in run_sheet(event).lines
    ]


def _tables(event: Event, named: frozenset[int], hide: Conceal) -> list[Table]:
    """Return the groups of the published plan's last round; 1 query."""
    seats = Seat.objects.filter(plan__event=event, plan__state=Plan.State.PUBLISHED)
    rows = list(seats.select_related("group__theme", "participation__organisation").order_by("group__number", "id"))
    last = max((seat.group.round_number for seat in rows), default=1)
    groups: dict[int, list[Seat]] = {}
    for seat in rows:
        if seat.group.round_number == last:
            groups.setdefault(seat.group_id, []).append(seat)
    return [_table(members, named, hide) for members in groups.values()]


def _table(members: Sequence[Seat], named: frozenset[int], hide: Conceal) -> Table:
    group = members[0].group
    people = [seat.participation for seat in members]
    return Table(
        label=hide(group.label),
        theme=hide(group.theme.title) if group.theme else "",
        counts=dict(Counter(person.organisation.name for person in people)),
        names=[f"{person.name}（{person.organisation.label}）" for person in people if person.pk in named],
    )


def _proposals(event: Event, hide: Conceal) -> list[ProposalText]:
    """Return every sheet that says something, each sentence with the number of its note."""
    written = []
    for proposal in proposals_of(event):
        if proposal.group is None or not (proposal.title or proposal.summary or proposal.items.all()):
            continue
        label = proposal.group.label
        notes: dict[str, str] = {}
        parts = []
        for part in parts_of(proposal):
            sentences = []
            for item in part.items:
                number = f"{label}-{len(notes) + 1}" if item.source_id else ""
                if number:
                    notes[number] = hide(item.source_text)
                sentences.append(Sentence(hide(item.text), number))
            parts.append(PartText(part.key, part.label, sentences))
        theme = proposal.group.theme.title if proposal.group.theme else ""
        written.append(
            ProposalText(hide(label), hide(theme), hide(proposal.title), hide(proposal.summary), parts, notes)
        )
    return written


def _ranks(event: Event, hide: Conceal) -> list[Rank]:
    """Return the results, once the organiser revealed them."""
    if scoring_of(event).revealed_at is None:
        return []
    titles = {proposal.group_id: proposal.title for proposal in proposals_of(event)}
    return [
        Rank(
            rank=result.rank,
            group=hide(pitch.group.label),
            title=hide(titles.get(pitch.group_id, "")),
            mean=result.mean,
            low=result.low,
            high=result.high,
            n_raters=result.n_ratings,
        )
        for pitch, result in results_of(event).overall.results
    ]


def _quotes(event: Event, people: Sequence[Participation], named: frozenset[int]) -> list[Said]:
    """Return the quotes as agreed; words may name only people who agreed, the source is what its own consent says."""
    hide = _gate(people, named)
    return [Said(quote.question_label, hide(quote.text), quote.source) for quote in quotable(event)]


def _survey(event: Event) -> Survey:
    figures = figures_of(event)
    return Survey(
        n_voices=figures.n_voices,
        satisfaction=figures.satisfaction,
        mean=figures.rating_mean,
        n_satisfied=figures.n_satisfied,
        n_rated=figures.n_rated,
        n_again=figures.n_again,
        n_not_again=figures.n_not_again,
    )
