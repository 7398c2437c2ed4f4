"""Reports, hidden posts, and their reasons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of
from goen.communities import access, queries, services
from goen.communities.forms import ReasonForm, ReportForm
from goen.communities.views.spaces import frame


@require_safe
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what waits for an answer, and what is hidden; ≤ 11 queries."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    page = {"cases": queries.cases(visitor), "hidden": queries.hidden_posts(visitor), **frame(visitor, "queue")}
    return render(request, "communities/queue.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Tell the moderators about a post."""
    visitor = access.get_community_to_write(actor_of(request), slug)
    post = access.get_post_to_see(visitor, post_id)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.report_post(visitor=visitor, post=post, **form.cleaned_data)
        messages.success(request, _("世話役に知らせました。対応が決まると、お知らせが届きます。"))
        return redirect("communities:thread", slug, post.thread_id or post.pk)
    page = {"form": form, "post": post, **frame(visitor, "posts")}
    return render(request, "communities/report.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Hide a post, with a reason its author is told."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    post = access.get_post_to_see(visitor, post_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.hide_post(visitor=visitor, post=post, reason=form.reason())
        messages.success(request, _("非表示にし、投稿した人に理由を伝えました。"))
        return redirect("communities:queue", slug)
    page = {"form": form, "post": post, **frame(visitor, "queue")}
    return render(request, "communities/hide.html", page, status=400 if form.errors else 200)


@require_POST
def restore(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Show a hidden post again."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    services.restore_post(visitor=visitor, post=access.get_post_to_see(visitor, post_id))
    messages.success(request, _("表示を戻し、投稿した人に伝えました。"))
    return redirect("communities:queue", slug)


@require_POST
def keep(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Leave a post as it is, and say so to those who asked."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    post = access.get_post_to_see(visitor, post_id)
    services.answer_reports(visitor=visitor, post=post, reason=request.POST.get("reason", ""))
    messages.success(request, _("確認済みにし、知らせてくれた人に伝えました。"))
    return redirect("communities:queue", slug)


@require_POST
def appeal(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Ask that one's hidden post be looked at again."""
    visitor = access.get_own_membership(actor_of(request), slug)
    post = access.get_post_to_see(visitor, post_id)
    services.ask_for_review(visitor=visitor, post=post, text=request.POST.get("text", ""))
    messages.success(request, _("世話役に見直しをお願いしました。"))
    return redirect("communities:thread", slug, post.thread_id or post.pk)
