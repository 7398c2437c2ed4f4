"""What everybody may see: the page of a public event, its calendar entry, the open-data list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goen.base.documents.delimited import CP932, UTF8
from goen.base.http import public_link
from goen.events import queries
from goen.events.exports import event_ics, event_json_ld, open_data_csv
from goen.events.views.sheet import ics_response


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a public event, with schema.org data; 3 queries."""
    event = queries.public_event(slug)
    url = public_link(request, reverse("events:public", args=(slug,)))
    context = {
        "event": event,
        "sheet": queries.run_sheet(event),
        "themes": event.themes.all(),
        "date": queries.wareki_day(event),
        "register_path": queries.register_path(event),
        "json_ld": event_json_ld(event, url),
    }
    return render(request, "events/public.html", context)


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a public event as .ics; 2 queries."""
    event = queries.public_event(slug)
    url = public_link(request, reverse("events:public", args=(slug,)))
    return ics_response(event_ics(event, queries.run_sheet(event).lines, url), slug)


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Give every public event as イベント一覧 (UTF-8 with a mark; CP932 on request); 1 query."""
    address = public_link(request, reverse("events:public", args=("slug",))).replace("/slug/", "/{slug}/")
    encoding = CP932 if request.GET.get("encoding") == "cp932" else UTF8
    made = open_data_csv(queries.public_events(), address, encoding)
    kind = "text/csv; charset=" + ("Shift_JIS" if encoding == CP932 else "utf-8")
    return HttpResponse(
        made.content, content_type=kind, headers={"Content-Disposition": 'attachment; filename="events.csv"'}
    )
