"""The run sheet and the themes: edited, printed, downloaded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of, wants_json
from goen.base.messages import sentence
from goen.core.errors import BadInputError
from goen.events import access, queries, services
from goen.events.exports import event_ics
from goen.events.forms import SheetEditor, ThemeEditor


@require_http_methods(["GET", "HEAD", "POST"])
def run_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and save the run sheet; scripts get JSON, everybody else the page."""
    member = access.get_event_to("events.plan", actor_of(request), slug)
    if request.method == "GET":
        return _editor(request, member, SheetEditor.of_sheet(queries.run_sheet(member.event), member.event.revision))
    editor = SheetEditor.of_post(request.POST)
    if not editor.is_valid():
        return _refused(editor) if wants_json(request) else _editor(request, member, editor, status=400)
    services.save_run_sheet(member=member, rows=editor.rows(), revision=editor.revision)
    if wants_json(request):
        return JsonResponse(queries.sheet_state(member.event))
    return redirect("events:run-sheet", slug)


@require_POST
def undo_run_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the last change back."""
    member = access.get_event_to("events.plan", actor_of(request), slug)
    services.undo_run_sheet(member=member)
    messages.success(request, _("直前の変更を元に戻しました。"))
    return redirect("events:run-sheet", slug)


@require_POST
def fit_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Announce the end the run sheet comes to."""
    member = access.get_event_to("events.plan", actor_of(request), slug)
    services.fit_end(member=member)
    messages.success(request, _("終了時刻を次第に合わせました。"))
    return redirect("events:run-sheet", slug)


@require_safe
def print_run_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the run sheet for A4: plain for participants, with charge and notes for staff."""
    is_staff = request.GET.get("for") == "staff"
    member = access.get_event_to("events.plan" if is_staff else "events.see", actor_of(request), slug)
    context = {
        "member": member,
        "event": member.event,
        "sheet": queries.run_sheet(member.event),
        "is_staff": is_staff,
        "date": queries.wareki_day(member.event),
    }
    return render(request, "events/run_sheet_print.html", context)


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the event as .ics."""
    member = access.get_event_to("events.see", actor_of(request), slug)
    return ics_response(event_ics(member.event, queries.run_sheet(member.event).lines), slug)


@require_http_methods(["GET", "HEAD", "POST"])
def themes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and save the themes."""
    member = access.get_event_to("events.plan", actor_of(request), slug)
    is_sent = request.method == "POST"
    editor = ThemeEditor.of_post(request.POST) if is_sent else ThemeEditor.of_themes(queries.theme_rows(member.event))
    is_clean = is_sent and editor.is_valid()
    if is_clean:
        services.save_themes(member=member, rows=editor.rows())
        messages.success(request, _("テーマを保存しました。"))
        return redirect("events:themes", slug)
    context = {"member": member, "event": member.event, "editor": editor}
    return render(request, "events/themes.html", context, status=400 if is_sent else 200)


def ics_response(content: bytes, slug: str) -> HttpResponse:
    """Return a calendar file."""
    name = {"Content-Disposition": f'attachment; filename="{slug}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=name)


def _editor(request: HttpRequest, member: access.Member, editor: SheetEditor, status: int = 200) -> HttpResponse:
    sheet = queries.run_sheet(member.event)
    context = {"member": member, "event": member.event, "editor": editor, "sheet": sheet}
    return render(request, "events/run_sheet.html", context, status=status)


def _refused(editor: SheetEditor) -> JsonResponse:
    found = [
        {"row": number, "field": name, "message": str(errors[0])}
        for number, form in enumerate(editor.forms)
        for name, errors in form.errors.items()
    ]
    words = sentence(BadInputError("events.check_rows", n=len(found)))
    return JsonResponse({"code": "events.check_rows", "message": words, "errors": found}, status=400)
