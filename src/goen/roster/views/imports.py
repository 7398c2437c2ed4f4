"""Organisers' pages to take a file: choose, look, confirm, take back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goen.accounts import queries as accounts
from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.core.rosters.changes import NEW, UPDATED, Change
from goen.core.rosters.reading import read_upload
from goen.core.text.era import format_date
from goen.events.access import Member, get_event_to
from goen.roster import access, queries, services
from goen.roster.forms import MappingForm, UploadForm, field_label, problem_text

_SHOWN = 300


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a file; what cannot be read is answered on the same page."""
    member = get_event_to("roster.manage", actor_of(request), slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = read_upload(form.cleaned_data["file"].chunks())
            row = services.upload_roster(member=member, file_name=form.cleaned_data["file"].name, data=data)
        except GoenError as error:
            form.add_error("file", sentence(error))
        else:
            return redirect("roster:import-one", slug, row.pk)
    page = {"member": member, "event": member.event, "form": form, "imports": queries.imports_of(member.event)}
    return render(request, "roster/upload.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, slug: str, import_id: int) -> HttpResponse:
    """Show how a file is read and what it would do, correct that, or show what it did."""
    member = get_event_to("roster.manage", actor_of(request), slug)
    row = access.get_import(member, import_id)
    if row.state != row.State.PREVIEWED:
        return render(request, "roster/import_done.html", {"member": member, "event": member.event, "row": row})
    form = MappingForm(request.POST or None, table=row.table, mapping=row.mapping)
    if request.method == "POST" and form.is_valid():
        names = ("sheet", "header", "organisation")
        chosen = {name: form.cleaned_data[name] for name in names}
        services.remap_import(row=row, columns=form.chosen_columns(), **chosen)
        return redirect("roster:import-one", slug, row.pk)
    return render(request, "roster/import_preview.html", _preview_page(member, row, form))


@require_POST
def confirm(request: HttpRequest, slug: str, import_id: int) -> HttpResponse:
    """Take the file onto the roster."""
    member = get_event_to("roster.manage", actor_of(request), slug)
    row = access.get_import(member, import_id)
    try:
        services.apply_import(row=row, by=member.key)
    except GoenError as error:
        messages.error(request, sentence(error))
    return redirect("roster:import-one", slug, row.pk)


@require_POST
def undo(request: HttpRequest, slug: str, import_id: int) -> HttpResponse:
    """Take the file back."""
    member = get_event_to("roster.manage", actor_of(request), slug)
    row = access.get_import(member, import_id)
    try:
        services.undo_import(row=row, by=member.key)
        messages.success(request, _("取り込みを取り消しました。名簿は取り込む前の状態に戻りました。"))
    except GoenError as error:
        messages.error(request, sentence(error))
    return redirect("roster:import-one", slug, row.pk)


def _preview_page(member: Member, row: Any, form: MappingForm) -> dict[str, Any]:
    view = queries.preview(row)
    columns = zip((form[name] for name in form.columns), view.header_cells, view.samples, strict=True)
    shown = sorted(view.changes, key=lambda change: (not change.entry.problems, change.entry.row))[:_SHOWN]
    titles = {theme.number: theme.title for theme in queries.themes_of(member.event)}
    return {
        "member": member,
        "event": member.event,
        "row": row,
        "form": form,
        "view": view,
        "as_of": format_date(date.fromisoformat(as_of)) if (as_of := row.mapping.get("as_of")) else "",
        "n_taken": view.counts[NEW] + view.counts[UPDATED],
        "columns": list(columns),
        "lines": [_line(change, titles) for change in shown],
        "n_hidden": len(view.changes) - len(shown),
        "organisations": [body.name for body in accounts.organisations()],
    }


def _line(change: Change, titles: dict[int, str]) -> dict[str, Any]:
    problems = [(problem.is_error, problem_text(problem)) for problem in change.entry.problems]
    tone = "error" if not change.entry.is_usable else ("warning" if problems else "")
    fields = "、".join(_field(name) for name in change.fields)
    wishes = [(number, titles.get(number, "")) for number in change.entry.wishes]
    return {
        "change": change,
        "entry": change.entry,
        "problems": problems,
        "tone": tone,
        "fields": fields,
        "wishes": wishes,
    }


def _field(name: str) -> str:
    return field_label({"is_facilitator": "facilitator"}.get(name, name))
