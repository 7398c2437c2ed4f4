"""Pages of ties for organisers: ledger, network, monthly programme."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import BadInputError, RefusedError
from goen.ties import access, queries, services
from goen.ties.forms import FilterForm


@require_safe
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who met whom at an event, with the figures that say what the day added; 7 queries."""
    member = access.get_event_to_see_ties(actor_of(request), slug)
    context = {
        "member": member,
        "event": member.event,
        "meetings": queries.meetings_of(member.event),
        "figures": queries.figures(member.event),
        "again": queries.repeats_of(member.event),
        "part": "ledger",
    }
    return render(request, "ties/ledger.html", context)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the network as picture, figures and table; ≤ 12 queries whatever the size."""
    member = access.get_event_to_see_ties(actor_of(request), slug)
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    year, organisation = asked.get("year"), asked.get("organisation")
    picture = queries.picture_of(member.event, year=year, organisation_id=organisation)
    context = {"member": member, "event": member.event, "picture": picture, "part": "network"}
    return render(request, "ties/network.html", context | {"year": year, "organisation": organisation})


@require_safe
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the monthly pairs and what became of introductions; ≤ 16 queries however many months."""
    member = access.get_event_to_run_ties(actor_of(request), slug)
    context = {
        "member": member,
        "event": member.event,
        "programme": queries.programme_of(member.event),
        "rounds": queries.rounds_of(member.event),
        "counts": queries.introduction_counts(member.event),
        "n_taking_part": queries.n_taking_part(member.event),
        "month": services.month_of(timezone.localdate()),
        "part": "programme",
    }
    return render(request, "ties/programme.html", context)


@require_POST
def act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Switch the programme, make this month's pairs, look for introductions."""
    member = access.get_event_to_run_ties(actor_of(request), slug)
    event, by = member.event, member.key
    try:
        if verb in ("on", "off"):
            services.set_programme(event=event, is_on=verb == "on", by=by)
            said = _("毎月の組合せを始めます。") if verb == "on" else _("毎月の組合せを止めました。")
        elif verb == "round":
            made = services.make_round(event=event, month=timezone.localdate(), by=by)
            said = _("{n} 組を作り、参加者にお知らせしました。").format(n=made.pairings.count())
        elif verb == "introduce":
            count = services.introduce(event=event, by=by)
            said = (
                _("{n} 組のご紹介を始めました。").format(n=count)
                if count
                else _("新しくご紹介できる組はありませんでした。")
            )
        else:
            raise RefusedError("base.refused")
    except BadInputError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, said)
    return redirect("ties:programme", slug)
