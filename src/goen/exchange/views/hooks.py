"""Whom an event tells, and what arrived."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import BadInputError
from goen.exchange import access, queries, services
from goen.exchange.forms import HookForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def connections(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and add addresses, and what was sent to them; 5 queries."""
    member = access.get_event_to_connect(actor_of(request), slug)
    form = HookForm(request.POST or None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        try:
            _hook, secret = services.save_hook(member=member, **form.cleaned_data)
        except BadInputError as error:
            form.add_refusal(sentence(error))
        else:
            form = HookForm()
    context = {"member": member, "event": member.event, "form": form, "secret": secret}
    context |= {"hooks": queries.hooks_of(member.event), "deliveries": queries.deliveries_of(member.event)}
    return render(request, "exchange/connections.html", context, status=400 if form.errors else 200)


@require_POST
def trial(request: HttpRequest, slug: str, hook_id: int) -> HttpResponse:
    """Send an address a trial."""
    member = access.get_event_to_connect(actor_of(request), slug)
    services.try_hook(hook=access.get_hook(member, hook_id))
    messages.success(request, _("試しの通知を送ります。結果は下の記録に出ます。"))
    return redirect("exchange:connections", slug)


@require_POST
def remove(request: HttpRequest, slug: str, hook_id: int) -> HttpResponse:
    """Tell an address nothing any more."""
    member = access.get_event_to_connect(actor_of(request), slug)
    services.remove_hook(member=member, hook=access.get_hook(member, hook_id))
    messages.success(request, _("通知先を消しました。"))
    return redirect("exchange:connections", slug)


@require_POST
def again(request: HttpRequest, slug: str, delivery_id: int) -> HttpResponse:
    """Send something once more."""
    member = access.get_event_to_connect(actor_of(request), slug)
    services.replay(delivery=access.get_delivery(member, delivery_id))
    messages.success(request, _("もう一度送ります。"))
    return redirect("exchange:connections", slug)
