"""Pages of partnerships."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goen.base.http import actor_of
from goen.events import access, queries, services
from goen.events.forms import PartnershipForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Open a partnership."""
    form = PartnershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        partnership = services.open_partnership(
            actor=actor_of(request), fields=form.fields_to_save(), organisations=form.organisations_to_save()
        )
        messages.success(request, _("連携協定を登録しました。"))
        return redirect("events:partnership", partnership.slug)
    return render(request, "events/partnership_form.html", {"form": form, "nav": "partnerships"}, status=_status(form))


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a partnership with its years; 5 queries, one for each registered figure, and those of the registered parts."""
    partnership = access.get_partnership(actor_of(request), slug)
    context = {
        "partnership": partnership,
        "parts": queries.partnership_parts(partnership, actor_of(request)),
        "years": queries.years_of(partnership),
        "figures": queries.year_figures(),
        "may_change": access.may_change_partnership(actor_of(request), partnership),
        "nav": "partnerships",
    }
    return render(request, "events/partnership.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a partnership."""
    actor = actor_of(request)
    partnership = access.get_partnership(actor, slug, to_change=True)
    form = PartnershipForm(request.POST or None, instance=partnership)
    if request.method == "POST" and form.is_valid():
        services.change_partnership(
            actor=actor,
            partnership=partnership,
            fields=form.fields_to_save(),
            organisations=form.organisations_to_save(),
        )
        messages.success(request, _("連携協定を保存しました。"))
        return redirect("events:partnership", slug)
    context = {"form": form, "partnership": partnership, "nav": "partnerships"}
    return render(request, "events/partnership_form.html", context, status=_status(form))


def _status(form: PartnershipForm) -> int:
    return 400 if form.is_bound and form.errors else 200
