"""Moderation: every step has its reason, and the author is told."""

from django.db import transaction
from django.utils import timezone

from goen.base import audit
from goen.communities import phases
from goen.communities.access import Visitor
from goen.communities.models import Membership, Notice, Post, Report
from goen.communities.services.notices import notify
from goen.core.errors import BadInputError, RefusedError, TooMuchError

_Cause = Report.Cause


@transaction.atomic
def report_post(*, visitor: Visitor, post: Post, cause: str, text: str = "") -> Report:
    """Tell the moderators about a post; the author does not hear from whom. Twice about one post is once."""
    if visitor.membership is None or not visitor.is_member:
        raise RefusedError("communities.members_only")
    if cause not in set(_Cause.values) - {_Cause.APPEAL}:
        raise BadInputError("communities.cause_needed")
    _brake(visitor.membership)
    report, _is_new = Report.objects.get_or_create(
        post=post,
        reporter=visitor.membership,
        closed_at=None,
        defaults={"cause": cause, "text": text.strip()[: phases.REASON_LIMIT]},
    )
    audit.record(visitor.key, "communities.report_post", f"post:{post.pk}", cause=cause)
    return report


@transaction.atomic
def ask_for_review(*, visitor: Visitor, post: Post, text: str) -> None:
    """Ask the moderators to look at one's hidden post again; one open wish a post."""
    if not visitor.wrote(post) or post.hidden_at is None:
        raise RefusedError("base.refused")
    Report.objects.get_or_create(
        post=post,
        reporter=visitor.membership,
        cause=_Cause.APPEAL,
        closed_at=None,
        defaults={"text": text.strip()[: phases.REASON_LIMIT]},
    )
    audit.record(visitor.key, "communities.ask_for_review", f"post:{post.pk}")


@transaction.atomic
def hide_post(*, visitor: Visitor, post: Post, reason: str) -> None:
    """Hide a post from readers; its author sees it with the reason, and those who reported it are thanked."""
    if not reason.strip():
        raise BadInputError("communities.reason_needed")
    said = reason.strip()[: phases.REASON_LIMIT]
    Post.objects.filter(pk=post.pk).update(hidden_at=timezone.now(), hidden_reason=said, pinned_at=None)
    _tell(post.author, Notice.Kind.HIDDEN, post, said)
    _close_reports(post, Notice.Kind.REPORT_ANSWERED)
    audit.record(visitor.key, "communities.hide_post", f"post:{post.pk}", reason=said)


@transaction.atomic
def restore_post(*, visitor: Visitor, post: Post) -> None:
    """Show a hidden post again; its author is told."""
    if post.hidden_at is None:
        return
    Post.objects.filter(pk=post.pk).update(hidden_at=None, hidden_reason="")
    _tell(post.author, Notice.Kind.RESTORED, post)
    Report.objects.filter(post=post, closed_at=None).update(closed_at=timezone.now())
    audit.record(visitor.key, "communities.restore_post", f"post:{post.pk}")


@transaction.atomic
def answer_reports(*, visitor: Visitor, post: Post, reason: str = "") -> None:
    """Leave a post as it is: who reported it, or asked for it back, hears so, with the reason where one is given."""
    said = reason.strip()[: phases.REASON_LIMIT]
    if Report.objects.filter(post=post, closed_at=None, cause=_Cause.APPEAL).exists():
        _tell(post.author, Notice.Kind.KEPT_HIDDEN, post, said)
    _close_reports(post, Notice.Kind.REPORT_KEPT, said)
    audit.record(visitor.key, "communities.answer_reports", f"post:{post.pk}", reason=said)


def _close_reports(post: Post, kind: str, reason: str = "") -> None:
    reports = Report.objects.filter(post=post, closed_at=None)
    for report in reports.exclude(cause=_Cause.APPEAL).select_related("reporter"):
        if report.reporter is not None:
            _tell(report.reporter, kind, None, reason)  # the post may be out of their sight
    reports.update(closed_at=timezone.now())


def _tell(membership: Membership, kind: str, post: Post | None, reason: str = "") -> None:
    if membership.state == Membership.State.JOINED:
        notify(membership=membership, kind=kind, post=post, reason=reason)


def _brake(reporter: Membership) -> None:
    limit, window = phases.REPORTS
    if Report.objects.filter(reporter=reporter, created_at__gte=timezone.now() - window).count() >= limit:
        raise TooMuchError("base.too_often", wait_s=round(window.total_seconds()))
