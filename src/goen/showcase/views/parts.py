"""Sections and photos of a page, one at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.showcase import access, queries, services
from goen.showcase.forms import NewPhotoForm, PhotoForm, SectionForm
from goen.showcase.views.public import photo_response


@require_POST
def add_section(request: HttpRequest, page_id: int) -> HttpResponse:
    """Add a section; a text is written at once."""
    actor = actor_of(request)
    page = access.get_page_to_edit(actor, page_id)
    section = services.add_section(page=page, block=request.POST.get("block", ""), by=actor.key)
    if section.block == section.TEXT:
        return redirect("showcase:section", page_id, section.pk)
    messages.success(request, _("部品を加えました。"))
    return _back(page_id, f"section-{section.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_section(request: HttpRequest, page_id: int, section_id: int) -> HttpResponse:
    """Write heading and text of a section."""
    actor = actor_of(request)
    section = access.get_section_to_edit(actor, page_id, section_id)
    form = SectionForm(request.POST or None, instance=section)
    if request.method == "POST" and form.is_valid():
        services.edit_section(section=section, words=form.words(), by=actor.key)
        messages.success(request, _("保存しました。"))
        return _back(page_id, f"section-{section_id}")
    context = {"form": form, "page": section.page, "section": section, "nav": "showcase"}
    return render(request, "showcase/section_form.html", context, status=400 if form.errors else 200)


@require_POST
def change_section(request: HttpRequest, page_id: int, section_id: int, verb: str) -> HttpResponse:
    """Move a section, or take it off."""
    actor = actor_of(request)
    section = access.get_section_to_edit(actor, page_id, section_id)
    if verb == "remove":
        services.remove_section(section=section, by=actor.key)
        messages.success(request, _("部品を外しました。"))
        return _back(page_id, "sections")
    services.move(part=section, is_up=verb == "up", by=actor.key)
    return _back(page_id, f"section-{section_id}")


@require_http_methods(["GET", "HEAD", "POST"])
def add_photo(request: HttpRequest, page_id: int) -> HttpResponse:
    """Add a photo with its description and credit."""
    actor = actor_of(request)
    page = access.get_page_to_edit(actor, page_id)
    form = NewPhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_photo(page=page, upload=form.cleaned_data["file"], words=form.words(), by=actor.key)
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("写真を加えました。"))
            return _back(page_id, "photos")
    refusals = queries.photo_refusals(page.event) if page.event else []
    context = {"form": form, "page": page, "refusals": refusals, "nav": "showcase"}
    return render(request, "showcase/photo_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_photo(request: HttpRequest, page_id: int, photo_id: int) -> HttpResponse:
    """Write what stands by a photo."""
    actor = actor_of(request)
    row = access.get_photo_to_edit(actor, page_id, photo_id)
    form = PhotoForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        services.edit_photo(photo=row, words=form.words(), by=actor.key)
        messages.success(request, _("保存しました。"))
        return _back(page_id, "photos")
    context = {"form": form, "page": row.page, "photo": row, "nav": "showcase"}
    return render(request, "showcase/photo_form.html", context, status=400 if form.errors else 200)


@require_POST
def change_photo(request: HttpRequest, page_id: int, photo_id: int, verb: str) -> HttpResponse:
    """Move a photo, or take it off."""
    actor = actor_of(request)
    row = access.get_photo_to_edit(actor, page_id, photo_id)
    if verb == "remove":
        services.remove_photo(photo=row, by=actor.key)
        messages.success(request, _("写真を外しました。"))
    else:
        services.move(part=row, is_up=verb == "up", by=actor.key)
    return _back(page_id, "photos")


@require_safe
def draft_photo(request: HttpRequest, page_id: int, photo_id: int, width: str) -> HttpResponse:
    """Give a photo of a draft to those who compose it."""
    row = access.get_photo_to_edit(actor_of(request), page_id, photo_id)
    return photo_response(row, int(width), "private, max-age=3600")


def _back(page_id: int, place: str) -> HttpResponse:
    return redirect(f"{reverse('showcase:edit', args=[page_id])}#{place}")
