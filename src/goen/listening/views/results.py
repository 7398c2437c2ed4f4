"""Pages of a result: topics with their map, one topic, shares, change over time, near copies."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goen.assistant import queries as ai
from goen.base.http import actor_of
from goen.base.messages import sentence_of
from goen.listening import access, queries
from goen.listening.exports.method import masked_rows
from goen.listening.exports.workbook import account_lines, direction_name
from goen.listening.queries import drafting, pages
from goen.listening.views.opened import Opened, number_in, open_result


@require_safe
def result(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Show the topics and the map, or how far the first run is; ``part=1`` gives the topics only; ≤ 12 queries."""
    member, listening = access.get_listening(actor_of(request), slug, listening_id)
    run, job = queries.newest_run(listening), queries.running(listening)
    context: dict[str, Any] = {
        "member": member,
        "event": member.event,
        "listening": listening,
        **_progress(slug, listening, job),
    }
    if run is None:
        return render(request, "listening/waiting.html", context)
    opened = Opened(member, listening, queries.result_of(listening, run, number_in(request, "n")))
    context |= opened.page(**_topics(opened))
    return render(request, "listening/topics.html" if request.GET.get("part") else "listening/result.html", context)


def _progress(slug: str, listening: Any, job: Any) -> dict[str, Any]:
    if job is None:
        return {"job": None}
    notes = {
        "listening.reading": _("文を集めています"),
        "listening.words": _("語を読み取っています"),
        "listening.vectors": _("語の意味を量っています"),
        "listening.neighbours": _("近い文を探しています"),
        "listening.topics": _("話題にまとめています"),
        "listening.map": _("地図を描いています"),
        "listening.names": _("話題に名前を付けています"),
        "listening.keeping": _("保存しています"),
        "listening.done": _("保存しています"),
    }
    here = reverse("listening:result", args=[slug, listening.pk])
    props = {
        "url": reverse("base:job", args=[job.pk]),
        "label": _("話題を見つけています"),
        "next": here,
        "notes": notes,
    }
    return {
        "job": job,
        "props": props,
        "problem": sentence_of(job.error_code, job.error_params) if job.error_code else "",
    }


def _topics(opened: Opened) -> dict[str, Any]:
    slug, listening, shown = opened.member.event.slug, opened.listening, opened.result
    here = [slug, listening.pk]
    props = {
        "points": reverse("listening:points", args=here),
        "homes": reverse("listening:homes", args=here),
        "page": reverse("listening:result", args=here),
        "text": reverse("listening:text", args=[*here, 0]),
        "n": shown.n_topics,
        "most": shown.figures.most,
        "parts": shown.figures.parts,
        "leaves": shown.figures.leaves,
        "labels": {topic.id: topic.label for topic in shown.figures.nodes},
        "topics": [{"id": topic.id, "label": topic.label, "posts": topic.n_posts} for topic in shown.cut.topics],
    }
    return {
        "cards": pages.cards_of(shown),
        "account": account_lines(shown.figures),
        "map": props,
        "edits": [edit for edit in queries.edits_of(listening) if not edit.is_taken_back],
        "n_gone": len(shown.gone),
        "masked": masked_rows(opened.result.run.masked),
        "is_first": shown.n_topics == shown.first,
        "has_ai": ai.is_configured(),
    }


@require_safe
def points(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Return the map as 16-bit numbers: x, y, finest topic, text (two), topic; ≤ 8 queries."""
    opened = open_result(request, slug, listening_id)
    return HttpResponse(pages.points_of(opened.result), content_type="application/octet-stream")


@require_safe
def homes(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Return the topic of every wording at a granularity, as 16-bit numbers; ≤ 8 queries."""
    opened = open_result(request, slug, listening_id)
    return HttpResponse(pages.homes_of(opened.result), content_type="application/octet-stream")


@require_safe
def topic(request: HttpRequest, slug: str, listening_id: int, topic_id: str) -> HttpResponse:
    """Show one topic: what speaks for it, who says it, when, its parts, and what may be changed; ≤ 8 queries."""
    opened = open_result(request, slug, listening_id)
    shown = opened.result
    one = shown.topic(topic_id)
    is_shown = any(other.id == one.id for other in shown.cut.topics)
    trend = shown.figures.trends.get(one.id)
    page = opened.page(
        topic=one,
        is_shown=is_shown,
        parts=shown.parts_of(one),
        others=[other for other in shown.cut.topics if other.id != one.id],
        rows=pages.texts_in(shown, pages.Asked(topic=one.id), 1)[0][:8],
        shares=_shares_of(shown, one.id) if is_shown else [],
        trend=trend,
        direction=direction_name(trend.direction) if trend else "",
        places={quote.text_id: place for place, quote in _quoted(shown, one)},
        drafted=_approved(shown, one),
    )
    return render(request, "listening/topic.html", page)


def _approved(shown: queries.Result, one: Any) -> Any:
    """Return what the AI said of a topic, once a person approved it."""
    row = drafting.row_of(shown, one)
    return row if row.draft and row.draft.state == "approved" and row.sentences else None


def _quoted(shown: queries.Result, one: Any) -> list[tuple[int, Any]]:
    quotes = [*one.quotes, *([one.headline] if one.headline else [])]
    wanted = {quote.text_id: quote for quote in quotes}
    return [
        (place, wanted[shown.found.texts[place].id]) for place in one.members if shown.found.texts[place].id in wanted
    ]


def _shares_of(shown: queries.Result, topic_id: str) -> list[dict[str, Any]]:
    number = next(place for place, other in enumerate(shown.cut.topics) if other.id == topic_id)
    return [
        {"name": name, "rows": [(value, shares[number]) for value, _whole, shares in pages.shares_in(shown, name)]}
        for name in shown.run.attributes
    ]


@require_safe
def compare(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Show the share of every topic in every value of an attribute; ≤ 8 queries."""
    opened = open_result(request, slug, listening_id)
    names = opened.result.run.attributes
    name = request.GET.get("by", "")
    name = name if name in names else (names[0] if names else "")
    cards = pages.cards_of(opened.result)
    found = pages.shares_in(opened.result, name) if name else []
    rows = [(value, whole, list(zip(shares, cards, strict=True))) for value, whole, shares in found]
    page = opened.page(by=name, names=names, rows=rows, cards=cards)
    return render(request, "listening/compare.html", page)


@require_safe
def change(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Show which topics grow and fade; ≤ 8 queries."""
    opened = open_result(request, slug, listening_id)
    length, found = pages.trends_in(opened.result, request.GET.get("period", ""))
    cards = [card for card in pages.cards_of(opened.result) if card.topic.id in found]
    trends = [found[card.topic.id] for card in cards]
    lines = [
        {"card": card, "trend": trend, "direction": direction_name(trend.direction), "points": pages.sparkline(trend)}
        for card, trend in zip(cards, trends, strict=True)
    ]
    periods = [period.value for period in trends[0].periods] if trends else []
    lengths = {"day": _("日ごと"), "month": _("月ごと"), "quarter": _("四半期ごと"), "year": _("年ごと")}
    page = opened.page(lines=lines, periods=periods, period=length, lengths=list(lengths.items()))
    return render(request, "listening/change.html", page)


@require_safe
def copies(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Show posts that are nearly the same: posts, people and wordings apart; ≤ 8 queries."""
    opened = open_result(request, slug, listening_id)
    stacks = pages.stacks_of(opened.result)
    page = opened.page(stacks=stacks, n_stacks=len(opened.result.figures.stacks))
    return render(request, "listening/copies.html", page)
