"""The texts behind every figure."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from goen.base.http import wants_json
from goen.core.errors import RefusedError
from goen.listening import queries
from goen.listening.exports.workbook import reason, state_name
from goen.listening.queries import pages
from goen.listening.views.opened import number_in, open_result

_KEPT = ("topic", "state", "by", "value", "period", "stack", "q", "n")


@require_safe
def texts(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """List the texts of a topic, a state, a share, a period or a stack, 50 a page; ≤ 8 queries."""
    opened = open_result(request, slug, listening_id)
    asked = pages.Asked(
        topic=request.GET.get("topic", ""),
        state=request.GET.get("state", ""),
        attribute=request.GET.get("by", ""),
        value=request.GET.get("value", ""),
        period=request.GET.get("period", ""),
        stack=number_in(request, "stack"),
        words=request.GET.get("q", "").strip(),
    )
    page = max(number_in(request, "page") or 1, 1)
    rows, n_texts = pages.texts_in(opened.result, asked, page)
    kept = {name: request.GET[name] for name in _KEPT if request.GET.get(name)}
    context = opened.page(
        asked=asked,
        rows=rows,
        n_found=n_texts,
        page=page,
        n_pages=max(-(-n_texts // pages.PAGE), 1),
        kept=urlencode(kept),
        about=opened.result.topic(asked.topic) if asked.topic else None,
        topics=opened.result.cut.topics,
        states=_states(),
    )
    return render(request, "listening/texts.html", context)


def _states() -> list[tuple[str, str]]:
    return [
        ("topic", _("話題に入った文")),
        ("borderline", _("話題の境目にある文")),
        ("duplicate", _("同じ文の重なり")),
        ("excluded", _("除いた文")),
    ]


@require_safe
def text(request: HttpRequest, slug: str, listening_id: int, place: int) -> HttpResponse:
    """Show one text whole, where it went and where it came from; as JSON for the map; ≤ 8 queries."""
    opened = open_result(request, slug, listening_id)
    if place >= len(opened.result.found.texts):
        raise RefusedError("base.refused")
    row = pages.row_of(opened.result, place)
    if wants_json(request):
        words = _("取り下げられた文") if row.is_gone else row.text.text[:400]
        return JsonResponse({"place": place, "text": words, "topic": row.label, "state": state_name(row.state)})
    page = opened.page(
        row=row,
        state=state_name(row.state),
        why=reason(row.state),
        origin=queries.place_of_origin(slug, row.text.id),
        near=pages.neighbours_of(opened.result, place),
        topics=opened.result.cut.topics,
        about=[(name, value) for name, value in row.text.attributes.items() if value],
    )
    return render(request, "listening/text.html", page)
