"""Keys of one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from goen.base.http import actor_of
from goen.exchange import access, queries, services
from goen.exchange.forms import TokenForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List keys and make one; its text is shown this once. 2 queries."""
    user_id = access.get_account(actor_of(request))
    form = TokenForm(request.POST or None)
    key = ""
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("name", "scopes")}
        _token, key = services.make_token(user_id=user_id, expires_at=form.expires_at(), **chosen)
        form = TokenForm()
    context = {"form": form, "key": key, "tokens": queries.tokens_of(user_id)}
    return render(request, "exchange/tokens.html", context, status=400 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Let a key open nothing any more."""
    actor = actor_of(request)
    services.revoke_token(token=access.get_token_to_revoke(actor, token_id), by=actor.key)
    messages.success(request, _("鍵を止めました。"))
    return redirect("exchange:tokens")
