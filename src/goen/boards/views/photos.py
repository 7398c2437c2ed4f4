"""Photos on boards: seen by whoever sees the board, served by us alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.boards import queries, services
from goen.boards.access import BoardMember, get_board_to_see, get_photo_to_see
from goen.boards.forms import PhotoForm
from goen.core.errors import GoenError


@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Show a board's photos and take a new one; ≤ 12 queries with the session, however many photos."""
    at = get_board_to_see(actor_of(request), slug, board_id)
    form = PhotoForm(request.POST or None, request.FILES or None, initial={"note": request.GET.get("note", "")[:40]})
    if request.method == "POST" and form.is_valid() and _take(request, at, form):
        return redirect("boards:photos", slug, board_id)
    shell = "base/guest.html" if at.member.user_id is None else "base/layout.html"
    context = {"at": at, "member": at.member, "board": at.board, "form": form, "shell": shell, "tab": "board"}
    context |= {
        "photos": queries.photos_of(at.board),
        "note": queries.note_of(at.board, str(form["note"].value() or "")),
    }
    return render(request, "boards/photos.html", context, status=400 if form.errors else 200)


def _take(request: HttpRequest, at: BoardMember, form: PhotoForm) -> bool:
    given = form.cleaned_data
    try:
        services.add_photo(at=at, data=given["photo"].read(), caption=given["caption"], note_id=given["note"])
    except GoenError as error:
        form.add_error("photo", sentence(error))
        return False
    messages.success(request, _("写真を付けました。"))
    return True


@require_safe
def photo(request: HttpRequest, slug: str, board_id: int, photo_id: int) -> HttpResponse:
    """Serve one photo, small with ``?size=s``; kept by the viewer's browser only."""
    _at, found = get_photo_to_see(actor_of(request), slug, board_id, photo_id)
    body = bytes(found.thumbnail if request.GET.get("size") == "s" else found.image)
    response = HttpResponse(body, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=86400, immutable"
    response.headers["Content-Disposition"] = f'inline; filename="photo-{photo_id}.jpg"'
    return response


@require_POST
def remove_photo(request: HttpRequest, slug: str, board_id: int, photo_id: int) -> HttpResponse:
    """Take a photo away."""
    at, found = get_photo_to_see(actor_of(request), slug, board_id, photo_id)
    services.remove_photo(at=at, photo=found)
    messages.success(request, _("写真を外しました。"))
    return redirect("boards:photos", slug, board_id)
