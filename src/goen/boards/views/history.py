"""The story of a board, and the ways back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.base.http import actor_of
from goen.boards import queries, services
from goen.boards.access import get_board_to_see
from goen.boards.forms import MomentForm
from goen.core.errors import BadInputError
from goen.core.text.normalise import whole_number


@require_safe
def history(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Tell what happened on a board, newest first, or show it as it stood (``?at=``); ≤ 10 queries with the session."""
    at = get_board_to_see(actor_of(request), slug, board_id)
    moment, before = _number(request, "at"), _number(request, "before")
    shell = "base/guest.html" if at.member.user_id is None else "base/layout.html"
    context = {"at": at, "member": at.member, "board": at.board, "shell": shell, "tab": "board", "moment": moment}
    if moment:
        return render(request, "boards/moment.html", context | {"columns": queries.columns_at(at.board, moment)})
    titles = {str(column["key"]): str(column["title"]) for column in at.board.columns}
    return render(
        request, "boards/history.html", context | {"story": queries.story_of(at.board, before), "titles": titles}
    )


@require_POST
def restore(request: HttpRequest, slug: str, board_id: int) -> HttpResponse:
    """Take a note (``note``) or the whole board back to a moment."""
    at = get_board_to_see(actor_of(request), slug, board_id)
    form = MomentForm(request.POST)
    if not form.is_valid():
        raise BadInputError("boards.no_such_moment")
    sequence, note_id = form.cleaned_data["sequence"], form.cleaned_data["note"]
    if note_id:
        services.restore_note(at=at, note_id=note_id, sequence=sequence)
        messages.success(request, _("付箋を元に戻しました。"))
    else:
        services.restore_board(at=at, sequence=sequence)
        messages.success(request, _("ボードをその時点に戻しました。戻す前の内容も履歴に残っています。"))
    return redirect("boards:history", slug, board_id)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return whole_number(value)
