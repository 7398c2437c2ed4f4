"""Keeping boards in order: how they are set, all at once, on the projector."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of, wants_json
from goen.base.messages import sentence
from goen.boards import queries, services
from goen.boards.access import get_board_to_moderate, get_board_to_see, get_boards_to_list, get_event_to_moderate
from goen.boards.forms import BoardForm, NewBoardForm
from goen.core.errors import BadInputError, GoenError, RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Change how a board (or every table's board) is; ≤ 12 queries with the session to show."""
    at = get_board_to_moderate(actor_of(request), slug, board_id)
    form = BoardForm(request.POST or None, board=at.board)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wish = services.Wish(
            titles=given["titles"].splitlines(),
            column_set=given["column_set"],
            is_anonymous=given["is_anonymous"],
            dots_per_person=given["dots_per_person"],
            shows_running_dots=given["shows_running_dots"],
        )
        try:
            n = services.change_board(at=at, wish=wish, title=given["title"], for_all_tables=given["for_all_tables"])
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("{n} 枚のボードの設定を変えました。").format(n=n))
            return redirect("boards:board", slug, board_id)
    shell = "base/guest.html" if at.member.user_id is None else "base/layout.html"
    context = {"at": at, "member": at.member, "board": at.board, "form": form, "shell": shell, "tab": "board"}
    return render(request, "boards/settings.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Open one more board, for everybody; ≤ 10 queries with the session to show."""
    member = get_event_to_moderate(actor_of(request), slug)
    form = NewBoardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        board = services.make_board(member=member, **form.cleaned_data)
        return redirect("boards:board", slug, board.pk)
    shell = "base/guest.html" if member.user_id is None else "base/layout.html"
    context = {"member": member, "form": form, "shell": shell, "tab": "board"}
    return render(request, "boards/new.html", context, status=400 if form.errors else 200)


@require_POST
def act_on_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze or thaw every board, or open or close the votes of all."""
    member = get_event_to_moderate(actor_of(request), slug)
    verb = request.POST.get("do", "")
    if verb not in ("freeze", "unfreeze", "open-voting", "close-voting"):
        raise BadInputError("boards.check_value", words=verb[:20])
    n = services.act_on_all(member=member, verb=verb)
    if wants_json(request):
        return JsonResponse({"boards": n})
    messages.success(request, _("{n} 枚のボードに伝えました。").format(n=n))
    return redirect("boards:list", slug)


@require_POST
def spotlight(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Put a note on the projector, or (without a note) take it away."""
    at = get_board_to_see(actor_of(request), slug, board_id)
    note_id = request.POST.get("note", "")[:40]
    if note_id:
        services.spotlight_note(at=at, note_id=note_id)
    elif at.member.may("events.run"):
        services.clear_spotlight(event=at.member.event)
    else:
        raise RefusedError("base.refused")
    return JsonResponse({}) if wants_json(request) else redirect("boards:board", slug, board_id)


@require_safe
def walls(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every table's wall on one projector; ≤ 10 queries with the session, however many tables and notes."""
    member, own = get_boards_to_list(actor_of(request), slug)
    if own is not None:
        raise RefusedError("base.refused")
    boards = [board for board in queries.boards_of(member.event) if board.is_for_all or queries.is_current(board)]
    context = {"member": member, "event": member.event, "walls": queries.all_walls(boards), "island": {"slug": slug}}
    is_part = request.GET.get("part") == "1"
    return render(request, "boards/walls_part.html" if is_part else "boards/walls.html", context)
