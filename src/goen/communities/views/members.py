"""Members: invited, joined, their own page, gone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base import mail
from goen.base.http import actor_of, drop_key, keep_key, public_link
from goen.base.messages import sentence
from goen.communities import access, queries, services
from goen.communities.forms import ProfileForm, ReasonForm
from goen.communities.views.spaces import frame, join_form
from goen.core.errors import GoenError


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Follow an invitation: the browser keeps it, and the community opens."""
    community = access.get_invitation(token)
    keep_key(request, access.invitation_key(community), token)
    return redirect("communities:show", community.slug)


@require_POST
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Join; a member without an account or pass is given a signed pass."""
    visitor = access.get_community_to_join(actor_of(request), slug)
    form = join_form(visitor, request.POST)
    if form.is_valid():
        try:
            address = str(request.META.get("REMOTE_ADDR", ""))
            membership = services.join(visitor=visitor, profile=form.profile(), address=address)
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            keep_key(request, visitor.community.key_name, access.sign_pass(membership))
            messages.success(request, _("参加しました。ようこそ。"))
            is_guest = membership.user_id is None and membership.person_id is None
            return redirect("communities:me" if is_guest else "communities:show", slug)
    return render(request, "communities/join.html", {"join_form": form, **frame(visitor, "posts")}, status=400)


@require_POST
def decline(request: HttpRequest, slug: str) -> HttpResponse:
    """Say no to an invitation."""
    services.decline(visitor=access.get_community_to_see(actor_of(request), slug))
    messages.success(request, _("招待を断りました。お名前はこのコミュニティから消しました。"))
    return redirect("communities:list")


@never_cache
@require_safe
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Enter by a signed personal link, from another device."""
    membership = access.get_pass(token)
    keep_key(request, membership.community.key_name, token)
    return redirect("communities:show", membership.community.slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and change one's own entry; the personal link is here."""
    visitor = access.get_own_membership(actor_of(request), slug)
    is_open = visitor.community.access == "open"
    form = ProfileForm(
        request.POST or None, instance=visitor.membership, has_mail=mail.is_configured(), is_open=is_open
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_membership(visitor=visitor, profile=form.profile())
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("変更を保存しました。"))
            return redirect("communities:me", slug)
    page = {"form": form, "link": _personal_link(request, visitor), "deleted": queries.deleted_posts(visitor)}
    return render(request, "communities/me.html", {**page, **frame(visitor, "me")}, status=400 if form.errors else 200)


@require_POST
def end_passes(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a new personal link; the former ones open nothing."""
    visitor = access.get_own_membership(actor_of(request), slug)
    membership = services.end_passes(visitor=visitor)
    keep_key(request, visitor.community.key_name, access.sign_pass(membership))
    messages.success(request, _("個人リンクを作り直しました。ほかの端末は、新しいリンクで入り直してください。"))
    return redirect("communities:me", slug)


@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a community."""
    visitor = access.get_own_membership(actor_of(request), slug)
    services.leave(visitor=visitor, also_posts="also_posts" in request.POST)
    drop_key(request, visitor.community.key_name)
    drop_key(request, access.invitation_key(visitor.community))
    messages.success(request, _("退会しました。お名前と連絡先を消しました。"))
    return redirect("communities:list")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop digests from a letter; only a press does it, for mail programs open links by themselves."""
    membership = access.get_membership_to_stop_mail(token)
    if request.method == "POST":
        services.stop_mail(membership=membership)
    page = {"community": membership.community, "is_done": request.method == "POST"}
    return render(request, "communities/stop_mail.html", page)


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is in; ≤ 11 queries."""
    visitor = access.get_own_membership_or_runner(actor_of(request), slug)
    page = {"members": queries.members(visitor), **frame(visitor, "members")}
    return render(request, "communities/members.html", page)


@require_POST
def role(request: HttpRequest, slug: str, membership_id: int, verb: str) -> HttpResponse:
    """Make somebody a moderator or a member, or let them in again."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    membership = access.get_membership_to_manage(visitor, membership_id)
    if verb == "readmit":
        services.readmit(visitor=visitor, membership=membership)
    else:
        services.set_role(visitor=visitor, membership=membership, role=verb)
    messages.success(request, _("%(name)s さんの役割を変更しました。") % {"name": membership.label})
    return redirect("communities:members", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, membership_id: int) -> HttpResponse:
    """Stop somebody from taking part, with a reason they are told."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    membership = access.get_membership_to_manage(visitor, membership_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.remove_member(visitor=visitor, membership=membership, reason=form.reason())
        messages.success(request, _("%(name)s さんの参加を停止しました。") % {"name": membership.label})
        return redirect("communities:members", slug)
    page = {"form": form, "row": membership, **frame(visitor, "members")}
    return render(request, "communities/remove.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a member's notices; a press marks them read."""
    visitor = access.get_own_membership(actor_of(request), slug)
    if request.method == "POST":
        services.read_notices(visitor=visitor)
        return redirect("communities:notices", slug)
    return render(
        request, "communities/notices.html", {"notices": queries.notices_of(visitor), **frame(visitor, "notices")}
    )


def _personal_link(request: HttpRequest, visitor: access.Visitor) -> str:
    membership = visitor.membership
    if membership is None or membership.user_id is not None:
        return ""
    return public_link(request, reverse("communities:enter", args=[access.sign_pass(membership)]))
