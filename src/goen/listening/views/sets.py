"""Pages that choose what to listen to."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.listening import access, queries, services
from goen.listening.forms import ColumnsForm, EncodingForm, ListeningForm, TitleForm
from goen.listening.services.reading import read_upload


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every listening of the event; 6 queries."""
    member = access.get_event_to_listen(actor_of(request), slug)
    page = {"member": member, "event": member.event, "lines": queries.listenings_of(member.event)}
    return render(request, "listening/list.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick sources, choose a file; a file goes on to its columns, everything else is listened to at once."""
    actor = actor_of(request)
    member = access.get_event_to_listen(actor, slug)
    events = access.events_to_listen_in(actor, member)
    form = ListeningForm(request.POST or None, request.FILES or None, choices=queries.choices_in(events), events=events)
    if request.method == "POST" and form.is_valid():
        try:
            return _create(member, form)
        except GoenError as error:
            form.add_error("file" if form.cleaned_data["file"] else None, sentence(error))
    return render(request, "listening/new.html", {"member": member, "event": member.event, "form": form})


def _create(member: Any, form: ListeningForm) -> HttpResponse:
    given = form.cleaned_data
    data = read_upload(given["file"].chunks()) if given["file"] else b""
    row = services.create_listening(
        member=member,
        title=given["title"],
        kinds=given["kinds"],
        events=form.chosen_events(),
        masks_personal_data=given["masks_personal_data"],
    )
    if given["file"]:
        try:
            services.attach_upload(member=member, listening=row, file_name=given["file"].name, data=data)
        except GoenError:
            services.delete_listening(member=member, listening=row)
            raise
        return redirect("listening:columns", member.event.slug, row.pk)
    services.start_run(member=member, listening=row)
    return redirect("listening:result", member.event.slug, row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Confirm which column is what; 4 queries."""
    member, row, upload = access.get_upload_to_read(actor_of(request), slug, listening_id)
    form = ColumnsForm(request.POST or None, upload=upload)
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_columns(member=member, listening=row, upload=upload, columns=form.columns())
        except GoenError as error:
            form.add_error("text", sentence(error))
        else:
            services.start_run(member=member, listening=row)
            return redirect("listening:result", slug, row.pk)
    page = {"member": member, "event": member.event, "listening": row, "upload": upload, "form": form}
    coding = EncodingForm(initial={"encoding": upload.encoding})
    cut = next((note.partition(":")[2] for note in upload.notes if note.startswith("cut_short:")), "")
    broken = {"cut_line": cut, "n_broken": len(upload.notes) - bool(cut)}
    return render(request, "listening/columns.html", {**page, "coding": coding, **broken})


@require_POST
def encoding(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Read the kept file again in another encoding."""
    member, row, upload = access.get_upload_to_read(actor_of(request), slug, listening_id)
    form = EncodingForm(request.POST)
    if form.is_valid():
        try:
            with upload.file.open("rb") as file:
                data = file.read()
            chosen = form.cleaned_data["encoding"]
            services.attach_upload(member=member, listening=row, file_name=upload.file_name, data=data, encoding=chosen)
        except GoenError as error:
            messages.error(request, sentence(error))
    return redirect("listening:columns", slug, row.pk)


@require_POST
def again(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Listen once more to the texts as they are now."""
    member, row = access.get_listening(actor_of(request), slug, listening_id)
    if row.upload is not None and not row.upload.is_confirmed:
        return redirect("listening:columns", slug, row.pk)
    services.start_run(member=member, listening=row)
    return redirect("listening:result", slug, row.pk)


@require_POST
def cancel(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Stop the run under way."""
    member, row = access.get_listening(actor_of(request), slug, listening_id)
    services.cancel_run(member=member, listening=row)
    messages.success(request, _("取りやめました。"))
    return redirect("listening:result", slug, row.pk)


@require_POST
def rename(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Give a listening another title."""
    member, row = access.get_listening(actor_of(request), slug, listening_id)
    form = TitleForm(request.POST)
    if form.is_valid():
        services.rename_listening(member=member, listening=row, title=form.cleaned_data["title"])
    return redirect("listening:result", slug, row.pk)


@require_POST
def delete(request: HttpRequest, slug: str, listening_id: int) -> HttpResponse:
    """Delete a listening with everything made of it."""
    member, row = access.get_listening(actor_of(request), slug, listening_id)
    services.delete_listening(member=member, listening=row)
    messages.success(request, _("「{title}」を削除しました。").format(title=row.title))
    return redirect("listening:list", slug)
