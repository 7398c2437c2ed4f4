"""Pages of the boards slice."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.base.http import actor_of
from goen.boards import queries, services
from goen.boards.access import BoardMember, get_board_to_moderate, get_board_to_see, get_boards_to_list, own_boards
from goen.boards.forms import NoteForm
from goen.core.errors import RefusedError


@require_safe
def board_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the boards one may see; a guest with one table goes straight to it."""
    member, own = get_boards_to_list(actor_of(request), slug)
    if own and len(own) == 1:
        return redirect("boards:board", slug, own[0])
    boards = queries.boards_of(member.event)
    shown = boards if own is None else boards.filter(pk__in=own)
    shell = "base/layout.html" if own is None else "base/guest.html"
    context = {"member": member, "boards": shown, "shell": shell, "tab": "board"}
    return render(request, "boards/list.html", context | {"moderates": own is None and member.may("boards.moderate")})


@require_safe
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Go to the board of one's own table, or to the list."""
    _member, own = get_boards_to_list(actor_of(request), slug)
    return redirect("boards:board", slug, own[0]) if own else redirect("boards:list", slug)


@require_safe
def board(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Show a board: notes as a list with a form, which the island takes over where scripts run."""
    at = get_board_to_see(actor_of(request), slug, board_id)
    return _board_page(request, at)


def _board_page(request: HttpRequest, at: BoardMember, form: NoteForm | None = None, status: int = 200) -> HttpResponse:
    form = form or NoteForm(columns=at.board.columns, initial={"message_id": secrets.token_hex(12)})
    shell = "base/guest.html" if at.member.user_id is None else "base/layout.html"
    context = {"at": at, "member": at.member, "board": at.board, "form": form, "shell": shell, "tab": "board"}
    context |= {"columns": queries.notes_by_column(at.board), "props": _props(at), "others": _others(at)}
    return render(request, "boards/board.html", context, status=status)


def _others(at: BoardMember) -> list[tuple[int, str]]:
    """Return number and title of the other boards of somebody who sees only their own."""
    own = own_boards(at.member) or []
    return [(number, title) for number, title in queries.boards_named(own) if number != at.board.pk]


def _props(at: BoardMember, *, is_wall: bool = False) -> dict[str, object]:
    owner = services.voter_key(at.board.pk, at.member.key)[:16]
    place = (at.member.event.slug, at.board.pk)
    addresses = {name: reverse(f"boards:{name}", args=place) for name in ("photos", "spotlight")}
    path = f"/live/boards/{place[0]}/{place[1]}"
    return {
        "path": path,
        "addresses": addresses,
        "owner": f"{at.board.pk}-{owner}",
        "columns": at.board.columns,
        "is_wall": is_wall,
    }


@require_POST
def write(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Add a note from the form, the same durable way as from the island."""
    at = get_board_to_see(actor_of(request), slug, board_id)
    form = NoteForm(request.POST, columns=at.board.columns)
    if not form.is_valid():
        return _board_page(request, at, form, 400)
    services.write_note(at=at, **form.cleaned_data)
    messages.success(request, _("付箋を追加しました。"))
    return redirect("boards:board", slug, board_id)


@require_safe
def wall(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Show the whole board on the projector, alive."""
    at = get_board_to_see(actor_of(request), slug, board_id)
    context = {"member": at.member, "board": at.board, "props": _props(at, is_wall=True)}
    return render(request, "boards/wall.html", context)


@require_safe
def paper(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Show the notes for printing on A4."""
    at = get_board_to_see(actor_of(request), slug, board_id)
    columns, counts = queries.notes_by_column(at.board), queries.dot_counts(at.board)
    return render(request, "boards/print.html", {"at": at, "board": at.board, "columns": columns, "counts": counts})


@require_POST
def freeze(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Close a board for writing."""
    services.freeze_board(at=get_board_to_moderate(actor_of(request), slug, board_id))
    return redirect("boards:board", slug, board_id)


@require_POST
def unfreeze(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Open a board for writing again."""
    services.unfreeze_board(at=get_board_to_moderate(actor_of(request), slug, board_id))
    return redirect("boards:board", slug, board_id)


@require_POST
def voting(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Open or close the dot vote."""
    at = get_board_to_moderate(actor_of(request), slug, board_id)
    wish = request.POST.get("to")
    if wish not in ("open", "closed"):
        raise RefusedError("base.refused")
    (services.open_voting if wish == "open" else services.close_voting)(at=at)
    return redirect("boards:board", slug, board_id)
