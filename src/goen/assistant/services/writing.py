"""From a draft to a request, and from an answer to what may stand."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from goen.assistant.models import Draft
from goen.assistant.services.calls import answer_to
from goen.base.wordvectors import load_word_vectors
from goen.core.assistance import (
    Evidence,
    Request,
    Source,
    check_label,
    check_rewriting,
    check_sentence,
    minutes_request,
    read_rewriting,
    read_sentences,
    read_topic,
    rewriting_request,
    topic_request,
)
from goen.core.errors import GoenError, TooMuchError

Written = tuple[Mapping[str, Any], str, str]
_Kind = Draft.Kind


def request_of(draft: Draft) -> Request:
    """Return what is asked for a draft."""
    sources = sources_of(draft)
    if draft.kind == _Kind.TOPIC:
        return topic_request(draft.given.get("phrases", []), sources, draft.given.get("others", []))
    if draft.kind == _Kind.MINUTES:
        return minutes_request(draft.title, sources)
    return rewriting_request("polish" if draft.kind == _Kind.POLISH else "plain", sources)


def sources_of(draft: Draft) -> list[Source]:
    """Return what a draft rests on."""
    return [Source(**one) for one in draft.sources]


def written(draft: Draft, by: str) -> Written:
    """Return the checked answer, its text, and the code of why the offline form stands (empty when it does not).

    A used-up budget stops everything; every other failure leaves the offline form.
    """
    try:
        answer = answer_to(request_of(draft), event=draft.event, by=by)
        return _READERS[_Kind(draft.kind)](draft, answer)
    except TooMuchError:
        raise
    except GoenError as error:
        if error.code == "assistant.off":
            raise
        return _offline(draft, error)


def _topic(draft: Draft, answer: str) -> Written:
    label, sentences = read_topic(answer)
    evidence = _evidence(draft)
    checked = check_label(label, evidence, draft.given.get("others", []))
    rows = [check_sentence(sentence, evidence) for sentence in sentences]
    kept = [row for row in rows if row.may_stand]
    result = {"label": asdict(checked), "sentences": [asdict(row) | {"may_stand": row.may_stand} for row in rows]}
    fallback = "" if checked.may_stand else "assistant.label_failed"
    name = checked.text if checked.may_stand else draft.given.get("label", "")
    return result | {"name": name}, "\n".join(row.text for row in kept), fallback


def _minutes(draft: Draft, answer: str) -> Written:
    evidence = _evidence(draft)
    rows = [check_sentence(sentence, evidence) for sentence in read_sentences(answer)]
    kept = [row for row in rows if row.may_stand]
    result = {"sentences": [asdict(row) | {"may_stand": row.may_stand} for row in rows]}
    if not kept:
        return result, _minutes_of_notes(draft), "assistant.nothing_stands"
    columns = dict.fromkeys(row.column for row in kept)
    parts = [
        (f"【{column}】\n" if column else "") + "\n".join(f"・{row.text}" for row in kept if row.column == column)
        for column in columns
    ]
    return result, "\n\n".join(parts), ""


def _rewriting(draft: Draft, answer: str) -> Written:
    found = read_rewriting(answer)
    lines = []
    for source in sources_of(draft):
        after = found.get(source.id, "")
        problems = list(check_rewriting(source.text, after).problems) if after else ["empty"]
        lines.append(
            {"id": source.id, "before": source.text, "after": after, "problems": problems, "may_stand": not problems}
        )
    text = "\n".join(str(line["after"] if line["may_stand"] else line["before"]) for line in lines)
    fallback = "" if any(line["may_stand"] for line in lines) else "assistant.nothing_stands"
    return {"lines": lines}, text, fallback


_READERS: Mapping[Draft.Kind, Callable[[Draft, str], Written]] = {
    _Kind.TOPIC: _topic,
    _Kind.MINUTES: _minutes,
    _Kind.POLISH: _rewriting,
    _Kind.PLAIN: _rewriting,
}


def _evidence(draft: Draft) -> Evidence:
    return Evidence.of(sources_of(draft), load_word_vectors(), draft.given.get("population", ()))


def _offline(draft: Draft, error: GoenError) -> Written:
    """Return what stands without the AI: the label found offline, the notes as a list, the text as it was."""
    why = {"why": {key: str(value) for key, value in error.params.items()}}
    if draft.kind == _Kind.TOPIC:
        return why | {"name": draft.given.get("label", "")}, "", error.code
    if draft.kind == _Kind.MINUTES:
        return why, _minutes_of_notes(draft), error.code
    return why, "\n".join(one.text for one in sources_of(draft)), error.code


def _minutes_of_notes(draft: Draft) -> str:
    sources = sources_of(draft)
    columns = dict.fromkeys(one.column for one in sources)
    parts = [
        f"【{column}】\n" + "\n".join(f"・{one.text}" for one in sources if one.column == column) for column in columns
    ]
    return "\n\n".join(parts)
