"""Composing pages: made, worded, previewed, published, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.base.templatetags.islands import style_of
from goen.core.errors import GoenError
from goen.showcase import access, exports, queries, services
from goen.showcase.forms import NewPageForm, PageForm, ReleaseForm
from goen.showcase.views.public import WebLinks, shown


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the pages somebody may compose; 3 queries."""
    actor = actor_of(request)
    access.get_account(actor)
    pages = list(access.editable_pages(actor))
    language = "ja" if get_language() == "ja" else "en"
    context = {"pages": pages, "nav": "showcase", "public_index": WebLinks(request).index(language)}
    return render(request, "showcase/manage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a page of a product, a place or a story."""
    user = access.get_account(actor_of(request))
    form = NewPageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        page = services.create_page(by=user, **form.cleaned_data)
        messages.success(request, _("下書きを作りました。公開するまで、ほかの人には見えません。"))
        return redirect("showcase:edit", page.pk)
    return render(request, "showcase/new.html", {"form": form, "nav": "showcase"}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def of_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an event's pages, and make one in one press."""
    actor = actor_of(request)
    member = access.get_event_to_show(actor, slug)
    if request.method == "POST":
        user = access.get_account(actor)
        page = services.create_page(by=user, kind="event", title=member.event.title, event=member.event)
        messages.success(request, _("交流会の内容からページの下書きを作りました。"))
        return redirect("showcase:edit", page.pk)
    page_list = queries.pages_of_event(member.event)
    return render(request, "showcase/of_event.html", {"member": member, "event": member.event, "pages": page_list})


@require_http_methods(["GET", "HEAD", "POST"])
def of_partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a partnership's pages, products and places too, and make new ones."""
    actor = actor_of(request)
    partnership = access.get_partnership_to_show(actor, slug)
    form = NewPageForm(request.POST or None)
    if request.method == "POST":
        user = access.get_account(actor)
        if "own" in request.POST:
            page = services.create_page(by=user, kind="partnership", title=partnership.name, partnership=partnership)
            return redirect("showcase:edit", page.pk)
        if form.is_valid():
            page = services.create_page(by=user, partnership=partnership, **form.cleaned_data)
            return redirect("showcase:edit", page.pk)
    context = {"partnership": partnership, "pages": queries.pages_of_partnership(partnership), "form": form}
    return render(request, "showcase/of_partnership.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Compose a page: its words, photos, sections, and when it comes out."""
    actor = actor_of(request)
    page = access.get_page_to_edit(actor, page_id)
    form = PageForm(request.POST or None, instance=page)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_page(page=page, words=form.words(), by=actor.key)
        except GoenError as error:
            form.add_error("slug", sentence(error))
        else:
            messages.success(request, _("保存しました。"))
            return redirect("showcase:edit", page_id)
    context = {"form": form, **composer(request, access.get_page_to_edit(actor, page_id))}
    return render(request, "showcase/compose.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
def preview(request: HttpRequest, page_id: int, language: str) -> HttpResponse:
    """Show a page as readers will see it, with what is missing."""
    page = access.get_page_to_edit(actor_of(request), page_id)
    return shown(request, page, language, WebLinks(request, is_draft=True), is_preview=True)


@require_POST
def publish(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let a page out now, or plan when."""
    actor = actor_of(request)
    page = access.get_page_to_edit(actor, page_id)
    release_at = None
    if "day" in request.POST:
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            context = {"form": PageForm(instance=page), **composer(request, page), "release_form": form}
            return render(request, "showcase/compose.html", context, status=400)
        release_at = form.release_at()
    services.publish(page=page, by=actor.key, release_at=release_at)
    messages.success(
        request, _("公開しました。") if release_at is None else _("公開を予約しました。それまでは見えません。")
    )
    return redirect("showcase:edit", page_id)


@require_POST
def unpublish(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a page back."""
    actor = actor_of(request)
    services.unpublish(page=access.get_page_to_edit(actor, page_id), by=actor.key)
    messages.success(request, _("公開を取りやめました。下書きとして残っています。"))
    return redirect("showcase:edit", page_id)


@require_POST
def delete(request: HttpRequest, page_id: int) -> HttpResponse:
    """Delete a page."""
    actor = actor_of(request)
    services.delete_page(page=access.get_page_to_edit(actor, page_id), by=actor.key)
    messages.success(request, _("ページを削除しました。"))
    return redirect("showcase:manage")


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give every page that is out as a ZIP of plain files."""
    access.get_account(actor_of(request))
    content = exports.zipped(
        exports.static_site(queries.pages_out(), style_of("showcase"), request.GET.get("base", ""))
    )
    response = HttpResponse(content, content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="showcase.zip"'
    return response


def composer(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return what the composer shows beside the words."""
    view = queries.page_view(page, "ja", WebLinks(request, is_draft=True))
    return {
        "page": page,
        "view": view,
        "photos": list(page.photos.all()),
        "choices": queries.choices_for(page),
        "release_form": ReleaseForm(),
        **_ways(request, page, "ja"),
        "in_english": _ways(request, page, "en") if page.is_bilingual else None,
        "refusals": queries.photo_refusals(page.event) if page.event else [],
        "nav": "showcase",
    }


def _ways(request: HttpRequest, page: Any, language: str) -> dict[str, str]:
    """Return the address of a page in a language, and the line that puts its card into other sites' pages."""
    links = WebLinks(request)
    embed = links.absolute(reverse("showcase:embed", args=[page.slug])) + ("" if language == "ja" else "?lang=en")
    title = escape(page.title if language == "ja" else page.title_en)
    line = f'<iframe src="{embed}" title="{title}" width="100%" height="420" loading="lazy"></iframe>'
    return {"address": links.absolute(links.page(page, language)), "embed": line}
