"""Pages of personal news."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from goen.base import mail
from goen.base.http import actor_of
from goen.core.errors import RefusedError
from goen.inbox import access, queries, services


@never_cache
@require_safe
def mine(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show the reader's news, newest first; ≤ 6 queries however many there are."""
    actor = actor_of(request)
    if not slug and actor.user_id is None:
        return redirect_to_login(request.path)
    reader = access.get_reader(actor, slug)
    news = list(queries.messages_for(reader.user_id, reader.person_id)[: queries.SHOWN])
    context = {
        "reader": reader,
        "member": reader.member,
        "slug": slug,
        "news": news,
        "n_unread": queries.n_unread(reader.user_id, reader.person_id),
        "modes": queries.MODES,
        "mode": queries.mode_of(reader.user_id, reader.person_id),
        "has_mail": mail.is_configured(),
        "may_link": bool(slug and actor.user_id and reader.user_id is None),
        "is_linked": bool(reader.user_id and reader.person_id),
        "nav": "inbox",
        "tab": "ties",
    }
    return render(request, "inbox/mine.html", context)


@require_safe
def open_message(request: HttpRequest, message_id: int, slug: str = "") -> HttpResponse:
    """Note that a message was read and go where it leads."""
    reader = access.get_reader(actor_of(request), slug)
    message = services.open_message(message=access.get_message_to_open(reader, message_id))
    path = message.path.replace("{slug}", slug)
    return HttpResponseRedirect(path) if path.startswith("/") else _back(slug)


@require_POST
def act(request: HttpRequest, verb: str, slug: str = "") -> HttpResponse:
    """Mark all as read, choose how mail comes, link or unlink the account."""
    actor = actor_of(request)
    reader = access.get_reader(actor, slug)
    if verb == "read":
        services.read_all(reader=reader)
    elif verb == "delivery":
        services.set_delivery(reader=reader, mode=request.POST.get("mode", ""))
        messages.success(request, _("メールの届け方を保存しました。"))
    elif verb == "link" and actor.user_id and reader.person_id:
        services.link_account(user_id=actor.user_id, person_id=reader.person_id)
        messages.success(request, _("アカウントと結び付けました。"))
    elif verb == "unlink" and actor.user_id:
        services.unlink_account(user_id=actor.user_id)
        messages.success(request, _("結び付けを解きました。"))
    else:
        raise RefusedError("base.refused")
    return _back(slug)


def _back(slug: str) -> HttpResponseRedirect:
    return redirect("inbox:guest", slug) if slug else redirect("inbox:mine")
