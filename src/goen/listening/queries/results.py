"""What a run found, with people's changes on it: read once, kept at hand."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.base import jobs
from goen.core.errors import RefusedError
from goen.core.listening import Cut, Topic
from goen.core.listening import Listening as Found
from goen.core.listening.archive import MOST_TOPICS, Kept, unpack
from goen.core.listening.edits import Edit, apply_edits
from goen.core.listening.topics import Description
from goen.core.text.normalise import whole_number
from goen.listening.models import Listening, Run, TopicEdit
from goen.listening.queries.figures import Figures, Source, figures
from goen.listening.queries.sources import gone

LISTEN = "listening.listen"


@dataclass(frozen=True)
class Result:
    """A run as it is shown.

    Parameters
    ----------
    run : Run
    figures : Figures
        Its cut is the overview with the changes on it.
    n_topics, first : int
        Granularity asked for (changes may make it more or fewer), and the one shown first.
    gone : frozenset of str
        Ids of texts withdrawn or deleted since: counted, never shown.
    not_applied : tuple of int
        Changes whose topic this run no longer has.
    """

    run: Run
    figures: Figures
    n_topics: int
    gone: frozenset[str]
    not_applied: tuple[int, ...]
    first: int = 0

    @property
    def found(self) -> Found:
        """The run's own result."""
        return self.figures.found

    @property
    def cut(self) -> Cut:
        """Topics, states and sum."""
        return self.figures.cut

    def topic(self, topic_id: str) -> Topic:
        """Return a topic of the overview, or any node of the tree; refuses what is neither."""
        for topic in self.cut.topics:
            if topic.id == topic_id:
                return topic
        number = whole_number(topic_id.removeprefix("t"))
        tree = self.found.tree
        if number is None or number >= tree.n_leaves + len(tree.children):
            raise RefusedError("base.refused")
        return self.found.topic(number)

    def parts_of(self, topic: Topic, n_parts: int = 4) -> list[Topic]:
        """Return what a topic of the tree splits into, largest first; none for one wording or one people made."""
        number = whole_number(topic.id.removeprefix("t"))
        tree = self.found.tree
        if number is None or number < tree.n_leaves or topic.members != self.found.topic(number).members:
            return []
        nodes = [number]
        while len(nodes) < n_parts and max(nodes) >= tree.n_leaves:
            opened = max(nodes)
            nodes.remove(opened)
            nodes.extend(int(child) for child in tree.children[opened - tree.n_leaves])
        topics = [self.found.topic(node) for node in nodes]
        return sorted(topics, key=lambda part: (-part.n_posts, part.members[0]))


def newest_run(listening: Listening) -> Run | None:
    """Return the newest run that found something; 1 query."""
    return Run.objects.filter(listening=listening, finished_at__isnull=False).order_by("-number").first()


def running(listening: Listening) -> jobs.Job | None:
    """Return the job of the newest run when it waits, runs or failed; 2 queries."""
    run = Run.objects.filter(listening=listening).order_by("-number").first()
    job = jobs.find(run.job_id) if run and run.job_id and run.finished_at is None else None
    return job if job and job.state not in (jobs.Job.State.DONE, jobs.Job.State.CANCELLED) else None


def run_of(run_id: int) -> Run | None:
    """Return a run with its listening and event, for a job; 1 query."""
    return Run.objects.select_related("listening__event", "listening__upload").filter(pk=run_id).first()


def edits_of(listening: Listening) -> list[TopicEdit]:
    """Return every change, taken back or not, oldest first; 1 query."""
    return list(TopicEdit.objects.filter(listening=listening))


def result_of(listening: Listening, run: Run, n_topics: int | None = None) -> Result:
    """Return a run as it is shown; ≤ 4 queries, and the work of a cut only the first time it is asked for."""
    edits = [edit for edit in edits_of(listening) if not edit.is_taken_back]
    kept = _kept(run.pk, run.sha256)
    withdrawn = gone((text.id for text in kept.found.texts), listening.kinds)
    most = max(min(MOST_TOPICS, run.n_wordings), 1)
    first = min(listening.n_topics or (kept.found.granularities()[0] if run.n_wordings else 1), most)
    wanted = min(max(n_topics or first, 1), most)
    shown = _shown(run.pk, run.sha256, wanted, tuple(edit.pk for edit in edits), withdrawn)
    return replace(shown, run=run, first=first, figures=_under(shown.figures, _source(listening, run)))


def _under(found: Figures, source: Source) -> Figures:
    """Return the figures under another head, with everything already worked out still there."""
    if found.source == source:
        return found
    fresh = replace(found, source=source)
    for name in ("stacks", "trends", "home", "shares"):
        if name in found.__dict__:
            fresh.__dict__[name] = found.__dict__[name]
    return fresh


def made_of(result: Result) -> str:
    """Return what a file is made of, to tell whether it is still current; 1 query."""
    edits = TopicEdit.objects.filter(listening_id=result.run.listening_id, is_taken_back=False)
    newest = ",".join(str(pk) for pk in edits.order_by("-pk").values_list("pk", flat=True)[:6])
    return f"{result.run.number}:{result.n_topics}:{edits.count()}:{newest}:{len(result.gone)}"[:80]


def forget() -> None:
    """Drop what is kept at hand (a listening was deleted)."""
    _kept.cache_clear()
    _shown.cache_clear()


@lru_cache(maxsize=2)
def _kept(run_id: int, _sha256: str) -> Kept:
    run = Run.objects.get(pk=run_id)
    with run.archive.open("rb") as file, np.load(io.BytesIO(file.read()), allow_pickle=False) as arrays:
        return unpack(arrays)


@lru_cache(maxsize=8)
def _shown(run_id: int, sha256: str, n_topics: int, edit_ids: tuple[int, ...], withdrawn: frozenset[str]) -> Result:
    run = Run.objects.select_related("listening").get(pk=run_id)
    kept = _kept(run_id, sha256)
    found = without(kept.found, withdrawn)
    rows = {edit.pk: edit for edit in TopicEdit.objects.filter(pk__in=edit_ids)}
    edits = [core_edit(rows[pk]) for pk in edit_ids if pk in rows]
    cut = found.cut(n_topics) if found.n_wordings else found.cut()
    not_applied: tuple[int, ...] = ()
    if edits and found.n_wordings:
        edited = apply_edits(found, cut, edits)
        cut = edited.cut
        failed = {id(edit) for edit in edited.not_applied}
        not_applied = tuple(pk for pk, edit in zip(edit_ids, edits, strict=True) if id(edit) in failed)
    shaped = figures(found, _source(run.listening, run), n_topics=n_topics, cut=cut, leader=kept.leader)
    return Result(run, shaped, n_topics, withdrawn, not_applied)


def core_edit(row: TopicEdit) -> Edit:
    """Return a change as the core lays it over a cut."""
    anchors = tuple(frozenset(anchor) for anchor in row.anchors)
    return Edit(row.kind, anchors, row.label, frozenset(row.moved))  # type: ignore[arg-type]


def without(found: Found, withdrawn: frozenset[str]) -> Found:
    """Return a result in which withdrawn texts are counted but say nothing, not even in a quote."""
    if not withdrawn:
        return found
    texts = tuple(replace(text, text="", author="") if text.id in withdrawn else text for text in found.texts)
    said = {node: _unsaid(one, withdrawn) for node, one in found.described.items()}
    return replace(found, texts=texts, described=said)


def _unsaid(said: Description, withdrawn: frozenset[str]) -> Description:
    quotes = tuple(quote for quote in said.quotes if quote.text_id not in withdrawn)
    kept = said.headline if said.headline and said.headline.text_id not in withdrawn else None
    headline = kept or (quotes[0] if quotes else None)
    is_headline_only = bool(said.headline) and kept is None and not said.phrases
    return replace(said, headline=headline, quotes=quotes, label="―" if is_headline_only else said.label)


def _source(listening: Listening, run: Run) -> Source:
    upload = listening.upload
    made = timezone.localtime(run.finished_at).strftime("%Y-%m-%d %H:%M") if run.finished_at else ""
    return Source(
        title=listening.title,
        made=made,
        name=upload.file_name if upload else "",
        sha256=upload.sha256 if upload else "",
        attributes=tuple(run.attributes),
        notes=tuple(run.notes),
        masked=run.masked,
        notice=_("部内限り：公開の同意がない声を含みます。外部へ出さないでください。") if listening.is_internal else "",
    )


def places(result: Result, members: Sequence[int]) -> list[int]:
    """Return places of texts that may be shown."""
    return [place for place in members if result.found.texts[place].id not in result.gone]
