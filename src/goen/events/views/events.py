"""Planning an event: made from a template, changed, cloned, opened and closed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of, public_link
from goen.core.errors import BadInputError
from goen.core.runsheet import TEMPLATES
from goen.events import access, queries, services
from goen.events.forms import CloneForm, EventForm, MemberForm, NewEventForm
from goen.events.forms.basics import event_initial

_VERBS = {
    "open-registration": services.open_registration,
    "close-registration": services.close_registration,
    "start-day": services.start_day,
    "close": services.close_event,
    "reopen": services.reopen_event,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Plan an event from a template."""
    actor = actor_of(request)
    mine = queries.partnerships_to_plan_in(actor)
    first = {"template_key": "exchange", "start": "13:30", "partnership": request.GET.get("partnership", "")}
    form = NewEventForm(request.POST or None, partnerships=mine, initial=first)
    if request.method == "POST" and form.is_valid():
        event = services.plan_event(
            actor=actor,
            template_key=form.cleaned_data["template_key"],
            fields=form.fields_to_save(),
            partnership=form.cleaned_data["partnership"],
        )
        messages.success(request, _("交流会を作りました。次第とテーマの下書きが入っています。"))
        return redirect("events:overview", event.slug)
    context = {"form": form, "templates": TEMPLATES.values(), "nav": "home"}
    return render(request, "events/event_new.html", context, status=400 if form.errors else 200)


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead organisers through the day, everybody else to what happens now; 4 queries and one a checklist line."""
    member = access.get_event_to("events.see", actor_of(request), slug)
    if not member.may("events.plan"):
        return redirect("day:now", slug)
    context = {
        "member": member,
        "event": member.event,
        "checklist": queries.checklist(member.event),
        "sheet": queries.run_sheet(member.event),
        "join_url": public_link(request, queries.join_path(member.event)),
    }
    return render(request, "events/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the basics."""
    member = access.get_event_to("events.plan", actor_of(request), slug)
    form = EventForm(request.POST or None, initial=event_initial(member.event))
    if request.method == "POST" and form.is_valid():
        services.change_event(member=member, fields=form.fields_to_save())
        messages.success(request, _("基本情報を保存しました。"))
        return redirect("events:overview", slug)
    context = {"member": member, "event": member.event, "form": form}
    return render(request, "events/event_form.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def clone(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan the same day again, a year later unless said otherwise."""
    actor = actor_of(request)
    member = access.get_event_to("events.plan", actor, slug)
    form = CloneForm(request.POST or None, initial=queries.a_year_later(member.event))
    if request.method == "POST" and form.is_valid():
        event = services.clone_event(actor=actor, source=member.event, starts_at=form.starts_at())
        messages.success(request, _("次回の交流会を作りました。次第とテーマを引き継いでいます。"))
        return redirect("events:overview", event.slug)
    context = {"member": member, "event": member.event, "form": form}
    return render(request, "events/clone.html", context, status=400 if form.errors else 200)


@require_POST
def change_status(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or close registration, start or close the day."""
    member = access.get_event_to("events.run", actor_of(request), slug)
    verb = _VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise BadInputError("events.no_such_step")
    verb(member=member)
    messages.success(request, _("「%(status)s」にしました。") % {"status": member.event.get_status_display()})
    return redirect(access.safe_next(request.POST.get("next", ""), member.event))


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and change who runs the event."""
    member = access.get_event_to("events.plan", actor_of(request), slug)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        access.require(member, "events.appoint")
        try:
            services.add_member(member=member, **form.cleaned_data)
        except BadInputError as error:
            form.add_refusal("username", error)
        else:
            return redirect("events:members", slug)
    context = {"member": member, "event": member.event, "form": form, "rows": queries.members_of(member.event)}
    context["may_appoint"] = member.may("events.appoint")
    links = queries.invitations_of(member.event)
    context["invitations"] = [(link, public_link(request, queries.invitation_path(link))) for link in links]
    return render(request, "events/members.html", context, status=400 if form.errors else 200)


@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a personal link for a guest of honour or a moderator."""
    member = access.get_event_to("events.appoint", actor_of(request), slug)
    services.invite(member=member, role=request.POST.get("role", ""))
    messages.success(request, _("招待リンクを作りました。"))
    return redirect("events:members", slug)


@require_POST
def end_invitation(request: HttpRequest, slug: str, pass_id: int) -> HttpResponse:
    """Let a personal link open nothing any more."""
    member = access.get_event_to("events.appoint", actor_of(request), slug)
    services.end_invitation(member=member, pass_id=pass_id)
    messages.success(request, _("招待リンクを止めました。"))
    return redirect("events:members", slug)


@require_POST
def remove_member(request: HttpRequest, slug: str, user_id: int) -> HttpResponse:
    """Take an account's role away."""
    member = access.get_event_to("events.appoint", actor_of(request), slug)
    services.remove_member(member=member, user_id=user_id)
    messages.success(request, _("担当から外しました。"))
    return redirect("events:members", slug)
