"""Communities: found, opened, described, closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base import mail
from goen.base.http import actor_of, public_link
from goen.communities import access, queries, services
from goen.communities.access import Visitor
from goen.communities.forms import JoinForm, OutlineForm, PostForm
from goen.core.text.normalise import whole_number


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the communities somebody is in, invited to, or may join; ≤ 9 queries."""
    actor = actor_of(request)
    return render(request, "communities/list.html", {"shelf": queries.shelf(actor), "nav": "communities"})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a community of its own."""
    user = access.require_account(actor_of(request))
    form = OutlineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        community = services.open_community(by=user, outline=form.outline())
        messages.success(request, _("コミュニティを開きました。招待のリンクか QR コードを渡してください。"))
        return redirect("communities:invitation", community.slug)
    page = {"form": form, "nav": "communities"}
    return render(request, "communities/outline.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def of_event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an event's communities, and open one in one press."""
    actor = actor_of(request)
    member = access.get_event_to_open_for(actor, slug)
    if request.method == "POST":
        community = services.open_for_event(member=member, by=access.require_account(actor))
        messages.success(request, _("コミュニティを開き、名簿の方を招待しました。"))
        return redirect("communities:show", community.slug)
    found = queries.communities_of_event(member.event)
    page = {
        "member": member,
        "event": member.event,
        "communities": found,
        "n_people": queries.n_to_invite(member.event),
    }
    return render(request, "communities/of_event.html", page)


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a community: what is new, what comes next, and where to write; ≤ 19 queries."""
    visitor = access.get_community_to_see(actor_of(request), slug)
    number = request.GET.get("page", "1")
    query = request.GET.get("q", "").strip()[:100]
    page = {
        "page": queries.threads(visitor, page=max(1, whole_number(number) or 1), query=query),
        "ahead": queries.gatherings_ahead(visitor),
        "n_members": queries.n_members(visitor),
        "consultations": queries.consultations_of(visitor.community) if visitor.may_read else [],
        "events": queries.invited_events(visitor.community) if visitor.may_run else [],
        "post_form": PostForm(auto_id="new_%s") if visitor.may_write else None,
        "undo": _deleted(visitor, request.GET.get("deleted", "")),
        **frame(visitor, "posts"),
    }
    if visitor.may_join and not page["undo"]:
        page["join_form"] = join_form(visitor)
    return render(request, "communities/show.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a community is."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    form = OutlineForm(request.POST or None, instance=visitor.community)
    if request.method == "POST" and form.is_valid():
        services.edit_community(visitor=visitor, outline=form.outline())
        messages.success(request, _("設定を保存しました。"))
        return redirect("communities:show", slug)
    page = {"form": form, **frame(visitor, "settings")}
    return render(request, "communities/settings.html", page, status=400 if form.errors else 200)


@require_POST
def state(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Close or reopen a community."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    if verb == "close":
        services.close_community(visitor=visitor)
        messages.success(request, _("コミュニティを終了しました。投稿は残り、いつでも再開できます。"))
    else:
        services.reopen_community(visitor=visitor)
        messages.success(request, _("コミュニティを再開しました。"))
    return redirect("communities:settings", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show link and QR code that invite, and make new ones."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    if request.method == "POST":
        services.renew_invitation(visitor=visitor)
        messages.success(request, _("新しい招待リンクを作りました。前のリンクは使えなくなりました。"))
        return redirect("communities:invitation", slug)
    page = {"link": _invitation_link(request, visitor), "events": queries.invited_events(visitor.community)}
    return render(request, "communities/invitation.html", {**page, **frame(visitor, "invitation")})


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the invitation as an A4 sheet."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    page = {"link": _invitation_link(request, visitor), "community": visitor.community}
    return render(request, "communities/poster.html", page)


@require_POST
def invite(request: HttpRequest, slug: str, event_slug: str) -> HttpResponse:
    """Invite those of an event who are not in yet."""
    actor = actor_of(request)
    visitor = access.get_community_to_run(actor, slug)
    member = access.get_event_to_open_for(actor, event_slug)
    n_new = services.invite_participants(community=visitor.community, event=member.event, by=member.key)
    messages.success(request, ngettext("%(n)d 人を招待しました。", "%(n)d 人を招待しました。", n_new) % {"n": n_new})
    return redirect("communities:invitation", slug)


def frame(visitor: Visitor, tab: str) -> dict[str, Any]:
    """Return what every page of a community shows around its content; ≤ 2 queries."""
    return {
        "visitor": visitor,
        "community": visitor.community,
        "tab": tab,
        "nav": "communities",
        "n_notices": queries.unread_notices(visitor),
        "n_cases": queries.n_cases(visitor),
    }


def join_form(visitor: Visitor, data: Any = None) -> JoinForm:
    """Return the form of joining, filled with what is known."""
    known = visitor.membership
    initial = {"name": known.name, "affiliation": known.affiliation} if known else {}
    if not known and visitor.user:
        body = visitor.user.organisation
        initial = {"name": str(visitor.user), "affiliation": body.name if body else ""}
    return JoinForm(
        data,
        initial=initial,
        has_mail=mail.is_configured(),
        is_open=visitor.community.access == "open",
        has_rules=bool(visitor.community.rules),
    )


def _invitation_link(request: HttpRequest, visitor: Visitor) -> str:
    return public_link(request, reverse("communities:follow", args=[visitor.community.invitation]))


def _deleted(visitor: Visitor, post_id: str) -> int | None:
    """Return the post just deleted, to offer it back; ≤ 1 query."""
    if whole_number(post_id) is None or visitor.membership is None:
        return None
    return next((post.pk for post in queries.deleted_posts(visitor) if post.pk == int(post_id)), None)
