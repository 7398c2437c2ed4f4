"""Posts and comments: written within limits, changed, deleted and taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from goen.base import audit, live
from goen.base.documents.uploads import Upload
from goen.communities import phases
from goen.communities.access import Visitor
from goen.communities.models import Attachment, Choice, Gathering, Membership, Notice, Poll, Post
from goen.communities.services.notices import notify
from goen.communities.services.reading import mark_read
from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.core.text.normalise import has_words, match_form


@dataclass(frozen=True)
class PollDraft:
    """A poll to stand beside a new post."""

    choices: Sequence[str]
    is_multiple: bool = False
    is_anonymous: bool = True
    closes_at: datetime | None = None


@dataclass(frozen=True)
class GatheringDraft:
    """A gathering to be announced by a new post."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""


@dataclass(frozen=True)
class Draft:
    """What somebody wrote."""

    text: str
    title: str = ""
    uploads: Sequence[Upload] = field(default=())


@transaction.atomic
def write_post(
    *, visitor: Visitor, draft: Draft, poll: PollDraft | None = None, gathering: GatheringDraft | None = None
) -> Post:
    """Begin a thread, with a poll or a gathering where wanted."""
    author = _author(visitor)
    _check(draft)
    _brake(author, n_files=len(draft.uploads))
    post = _keep(author, draft, thread=None)
    if poll is not None:
        _add_poll(post, poll)
    if gathering is not None:
        _add_gathering(post, gathering)
    mark_read(visitor=visitor, post=post)
    audit.record(author.key, "communities.write_post", f"post:{post.pk}")
    live.publish(visitor.community.topic, "communities.posted", post=post.pk)
    return post


@transaction.atomic
def write_comment(*, visitor: Visitor, thread: Post, draft: Draft) -> Post:
    """Answer in a thread; its author gets a notice."""
    author = _author(visitor)
    if thread.thread_id is not None or not thread.is_shown:
        raise RefusedError("communities.thread_closed")
    _check(draft)
    _brake(author, n_files=len(draft.uploads))
    comment = _keep(author, draft, thread=thread)
    Post.objects.filter(pk=thread.pk).update(active_at=comment.created_at)
    if thread.author_id != author.pk and thread.author.state == Membership.State.JOINED:
        notify(membership=thread.author, kind=Notice.Kind.COMMENTED, post=comment)
    mark_read(visitor=visitor, post=thread)
    audit.record(author.key, "communities.write_comment", f"post:{comment.pk}")
    live.publish(visitor.community.topic, "communities.posted", post=thread.pk)
    return comment


@transaction.atomic
def edit_post(*, visitor: Visitor, post: Post, draft: Draft, drop: Collection[int] = ()) -> Post:
    """Change one's own words, take files off (``drop``: their ids) and add others; readers see that it was changed."""
    author = _author(visitor)
    _check(draft)
    post.title, post.text, post.folded = draft.title.strip(), draft.text.strip(), _folded(draft)
    post.edited_at = timezone.now()
    post.save(update_fields=["title", "text", "folded", "edited_at"])
    _erase_files(post.attachments.filter(pk__in=drop))
    _attach(post, draft.uploads)
    audit.record(author.key, "communities.edit_post", f"post:{post.pk}", n_files_dropped=len(drop))
    return post


@transaction.atomic
def delete_post(*, visitor: Visitor, post: Post) -> None:
    """Delete one's own post; for a week it can be taken back, then it is gone."""
    Post.objects.filter(pk=post.pk, deleted_at=None).update(deleted_at=timezone.now(), pinned_at=None)
    audit.record(visitor.key, "communities.delete_post", f"post:{post.pk}")
    live.publish(visitor.community.topic, "communities.deleted", post=post.pk)


@transaction.atomic
def take_back_deletion(*, visitor: Visitor, post: Post) -> None:
    """Let one's own deleted post stand again."""
    Post.objects.filter(pk=post.pk).update(deleted_at=None)
    audit.record(visitor.key, "communities.take_back_deletion", f"post:{post.pk}")


@transaction.atomic
def pin_post(*, visitor: Visitor, post: Post, is_pinned: bool) -> None:
    """Let a thread stand first, or no more; at most three at a time."""
    pinned = Post.objects.filter(community=visitor.community, pinned_at__isnull=False).exclude(pk=post.pk)
    if is_pinned and pinned.count() >= phases.N_PINNED:
        raise BadInputError("communities.too_many_pinned", limit=phases.N_PINNED)
    if post.thread_id is not None:
        raise BadInputError("communities.only_threads")
    Post.objects.filter(pk=post.pk).update(pinned_at=timezone.now() if is_pinned else None)
    audit.record(visitor.key, "communities.pin_post" if is_pinned else "communities.unpin_post", f"post:{post.pk}")


@transaction.atomic
def erase_posts(posts: QuerySet[Post]) -> int:
    """Remove posts for good, files from disk once the transaction holds; returns how many.

    A thread others wrote in stays as an empty frame around their comments: nobody deletes the words of others.
    """
    ids = list(posts.values_list("pk", flat=True))
    _erase_files(Attachment.objects.filter(post__in=ids))
    mine = Post.objects.filter(pk__in=ids)
    comments = mine.filter(thread__isnull=False)
    comments.delete()
    frames = mine.filter(Exists(Post.objects.filter(thread=OuterRef("pk"), deleted_at=None)))
    frames.update(title="", text="", folded="", deleted_at=timezone.now())
    mine.exclude(pk__in=frames.values("pk")).delete()
    return len(ids)


def _erase_files(files: QuerySet[Attachment]) -> None:
    for attachment in files:
        transaction.on_commit(partial(attachment.file.storage.delete, str(attachment.file.name)))
    files.delete()


def _author(visitor: Visitor) -> Membership:
    if visitor.membership is None or not visitor.may_write:
        raise RefusedError("communities.members_only")
    return visitor.membership


def _check(draft: Draft) -> None:
    if not has_words(draft.text):
        raise BadInputError("communities.nothing_written")
    for text, limit in ((draft.title, phases.TITLE_LIMIT), (draft.text, phases.TEXT_LIMIT)):
        if len(text) > limit:
            raise BadInputError("communities.too_long", length=len(text), limit=limit)
    if len(draft.uploads) > phases.N_FILES:
        raise BadInputError("communities.too_many_files", limit=phases.N_FILES)


def _brake(author: Membership, n_files: int) -> None:
    """Refuse more than a lively person writes in a while; 1 or 2 queries."""
    now = timezone.now()
    is_new = author.user_id is None and author.person_id is None
    is_new = is_new and author.joined_at is not None and author.joined_at > now - phases.NEWCOMER_FOR
    limit, window = phases.NEWCOMER_WRITES if is_new else phases.WRITES
    written = Post.objects.filter(author=author, created_at__gte=now - window).order_by("-created_at")
    times = list(written.values_list("created_at", flat=True)[:limit])
    if len(times) >= limit:
        raise TooMuchError("base.too_often", wait_s=max(1, round((times[-1] + window - now).total_seconds())))
    if n_files:
        most, while_ = phases.FILES
        kept = Attachment.objects.filter(post__author=author, created_at__gte=now - while_).count()
        if kept + n_files > most:
            raise TooMuchError("base.too_often", wait_s=round(while_.total_seconds()))


def _keep(author: Membership, draft: Draft, thread: Post | None) -> Post:
    post = Post.objects.create(
        community=author.community,
        thread=thread,
        author=author,
        title=draft.title.strip(),
        text=draft.text.strip(),
        folded=_folded(draft),
        active_at=timezone.now(),
    )
    _attach(post, draft.uploads)
    return post


def _attach(post: Post, uploads: Sequence[Upload]) -> None:
    if post.attachments.count() + len(uploads) > phases.N_FILES:
        raise BadInputError("communities.too_many_files", limit=phases.N_FILES)
    for upload in uploads:
        attachment = Attachment(
            post=post, name=upload.name, mime=upload.mime, size=len(upload.content), sha256=upload.sha256
        )
        attachment.file.save(upload.name, ContentFile(upload.content), save=True)


def _folded(draft: Draft) -> str:
    return match_form(f"{draft.title} {draft.text}")


def _add_poll(post: Post, draft: PollDraft) -> None:
    texts = list(dict.fromkeys(text.strip() for text in draft.choices if text.strip()))
    if not 1 < len(texts) <= phases.N_OPTIONS:
        raise BadInputError("communities.choices", limit=phases.N_OPTIONS)
    if draft.closes_at is not None and draft.closes_at <= timezone.now():
        raise BadInputError("communities.closes_in_the_past")
    poll = Poll.objects.create(
        post=post, is_multiple=draft.is_multiple, is_anonymous=draft.is_anonymous, closes_at=draft.closes_at
    )
    Choice.objects.bulk_create(
        Choice(poll=poll, position=place, text=text[:120]) for place, text in enumerate(texts, start=1)
    )


def _add_gathering(post: Post, draft: GatheringDraft) -> None:
    if draft.ends_at <= draft.starts_at:
        raise BadInputError("communities.ends_before_it_starts")
    Gathering.objects.create(post=post, starts_at=draft.starts_at, ends_at=draft.ends_at, place=draft.place.strip())
