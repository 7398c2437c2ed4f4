"""Posts, comments, polls, gatherings and files."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of, public_link, whole_file
from goen.base.messages import sentence
from goen.communities import access, exports, queries, services
from goen.communities.access import Visitor
from goen.communities.forms import CommentForm, GatheringForm, PollForm, PostForm
from goen.communities.views.spaces import frame
from goen.core.errors import GoenError, RefusedError
from goen.core.text.normalise import whole_number

_FORMS: dict[str, type[PostForm]] = {"post": PostForm, "poll": PollForm, "gathering": GatheringForm}


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str, kind: str = "post") -> HttpResponse:
    """Begin a thread: a post, a poll or a gathering."""
    visitor = access.get_community_to_write(actor_of(request), slug)
    form = _FORMS[kind](request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            post = services.write_post(visitor=visitor, draft=form.draft(), **_beside(form))
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("投稿しました。"))
            return redirect("communities:thread", slug, post.pk)
    page = {"form": form, "kind": kind, **frame(visitor, "posts")}
    return render(request, "communities/write.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Show a thread with its comments, and take a new one; ≤ 21 queries."""
    actor = actor_of(request)
    visitor = access.get_community_to_read(actor, slug) if request.method == "GET" else _writer(actor, slug)
    post = access.get_post_to_see(visitor, post_id)
    if post.thread_id is not None:
        return redirect(f"{reverse('communities:thread', args=[slug, post.thread_id])}#c{post.pk}")
    form = CommentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            comment = services.write_comment(visitor=visitor, thread=post, draft=form.draft())
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            return redirect(f"{reverse('communities:thread', args=[slug, post.pk])}#c{comment.pk}")
    page = {"post": post, "form": form, **_thread_page(visitor, post), **frame(visitor, "posts")}
    services.mark_read(visitor=visitor, post=post)
    return render(request, "communities/thread.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Change one's own words."""
    visitor = access.get_community_to_write(actor_of(request), slug)
    post = access.get_own_post(visitor, post_id)
    kind = PostForm if post.thread_id is None else CommentForm
    form = kind(request.POST or None, request.FILES or None, initial={"title": post.title, "text": post.text})
    if request.method == "POST" and form.is_valid():
        try:
            drop = _numbers(request, "drop")
            services.edit_post(visitor=visitor, post=post, draft=form.draft(), drop=drop)
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("変更を保存しました。"))
            return redirect("communities:thread", slug, post.thread_id or post.pk)
    page = {"form": form, "post": post, **frame(visitor, "posts")}
    return render(request, "communities/edit.html", page, status=400 if form.errors else 200)


@require_POST
def delete(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Delete one's own post; the next page offers it back."""
    visitor = access.get_own_membership(actor_of(request), slug)
    post = access.get_own_post(visitor, post_id)
    services.delete_post(visitor=visitor, post=post)
    return redirect(f"{reverse('communities:show', args=[slug])}?deleted={post.pk}")


@require_POST
def undelete(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Take a deletion back."""
    visitor = access.get_own_membership(actor_of(request), slug)
    post = access.get_deleted_post(visitor, post_id)
    services.take_back_deletion(visitor=visitor, post=post)
    messages.success(request, _("元に戻しました。"))
    return redirect("communities:thread", slug, post.thread_id or post.pk)


@require_POST
def pin(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Let a thread stand first, or no more."""
    visitor = access.get_community_to_run(actor_of(request), slug)
    post = access.get_post_to_see(visitor, post_id)
    services.pin_post(visitor=visitor, post=post, is_pinned=post.pinned_at is None)
    messages.success(request, _("固定しました。") if post.pinned_at is None else _("固定を外しました。"))
    return redirect("communities:thread", slug, post_id)


@require_POST
def vote(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Vote in a poll."""
    visitor = access.get_community_to_write(actor_of(request), slug)
    chosen = _numbers(request, "choice")
    services.cast_ballot(visitor=visitor, poll=_beside_of(visitor, post_id, "poll"), choice_ids=chosen)
    messages.success(request, _("回答しました。"))
    return redirect("communities:thread", slug, post_id)


@require_POST
def close_poll(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """End a poll."""
    visitor = access.get_community_to_write(actor_of(request), slug)
    services.close_poll(visitor=visitor, poll=_beside_of(visitor, post_id, "poll"))
    messages.success(request, _("アンケートを締め切りました。"))
    return redirect("communities:thread", slug, post_id)


@require_POST
def answer(request: HttpRequest, slug: str, post_id: int, word: str) -> HttpResponse:
    """Say whether one comes to a gathering."""
    visitor = access.get_community_to_write(actor_of(request), slug)
    gathering = _beside_of(visitor, post_id, "gathering")
    services.answer_gathering(visitor=visitor, gathering=gathering, is_coming=word == "yes")
    messages.success(request, _("返事を伝えました。"))
    return redirect("communities:thread", slug, post_id)


@require_safe
def calendar(request: HttpRequest, slug: str, post_id: int) -> HttpResponse:
    """Give a gathering as .ics."""
    visitor = access.get_community_to_read(actor_of(request), slug)
    gathering = _beside_of(visitor, post_id, "gathering")
    url = public_link(request, reverse("communities:thread", args=[slug, post_id]))
    response = HttpResponse(exports.gathering_ics(gathering, url), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="gathering-{post_id}.ics"'
    return response


@require_safe
def file(request: HttpRequest, slug: str, attachment_id: int) -> HttpResponse:
    """Give a file to those who may read its post; only pictures are shown in a page."""
    visitor = access.get_community_to_read(actor_of(request), slug)
    row = access.get_attachment(visitor, attachment_id)
    response = whole_file(row.file, name=row.name, mime=row.mime, is_download=not row.is_picture)
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def read_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark every thread as read."""
    services.mark_all_read(visitor=access.get_own_membership(actor_of(request), slug))
    return redirect("communities:show", slug)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    found = (whole_number(value) for value in request.POST.getlist(name))
    return [number for number in found if number is not None]


def _writer(actor: Any, slug: str) -> Visitor:
    return access.get_community_to_write(actor, slug)


def _thread_page(visitor: Visitor, post: Any) -> dict[str, Any]:
    return {
        "comments": queries.comments_of(visitor, post),
        "poll": queries.poll_of(visitor, post),
        "gathering": queries.gathering_of(visitor, post),
        "attachments": post.attachments.all(),
    }


def _beside(form: PostForm) -> dict[str, Any]:
    if isinstance(form, PollForm):
        return {"poll": form.poll()}
    return {"gathering": form.gathering()} if isinstance(form, GatheringForm) else {}


def _beside_of(visitor: Visitor, post_id: int, name: str) -> Any:
    found = getattr(access.get_post_to_see(visitor, post_id), name, None)
    if found is None:
        raise RefusedError("base.refused")
    return found
