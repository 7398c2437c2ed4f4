"""Members: joined, changed, removed with a reason, gone without a trace of who they were."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from goen.accounts.services import count_attempt, refuse_if_too_many
from goen.base import audit
from goen.communities import phases
from goen.communities.access import Visitor
from goen.communities.models import Ballot, Membership, Notice, Post, Report
from goen.communities.services.notices import notify
from goen.communities.services.posts import erase_posts
from goen.core.errors import BadInputError, RefusedError
from goen.core.text.normalise import has_words

_State = Membership.State


@dataclass(frozen=True)
class Profile:
    """How a member is called here, and where news may be sent."""

    name: str
    affiliation: str = ""
    mail: str = ""
    digest: str = Membership.Digest.NONE


@transaction.atomic
def join(*, visitor: Visitor, profile: Profile, address: str = "") -> Membership:
    """Join, or answer an invitation with yes; ``address`` brakes programs that join again and again. Twice is once."""
    if visitor.is_member and visitor.membership is not None:
        return visitor.membership
    if not (visitor.may_join or visitor.may_run):
        raise RefusedError("base.refused")
    _check(profile)
    if address:
        _brake(address)
    membership = visitor.membership or Membership(community=visitor.community, person_id=visitor.person_id)
    membership.user = membership.user or visitor.user
    if visitor.user is not None and visitor.membership is None:
        membership.person_id = None  # a signed-in account speaks for itself, whatever passes the browser holds
    _write(membership, profile)
    membership.state, membership.joined_at = _State.JOINED, timezone.now()
    membership.save()
    audit.record(membership.key, "communities.join", f"membership:{membership.pk}")
    return membership


@transaction.atomic
def decline(*, visitor: Visitor) -> None:
    """Answer an invitation with no: the row goes, with the name in it."""
    membership = visitor.membership
    if membership is not None and membership.state == _State.INVITED:
        audit.record(membership.key, "communities.decline", f"community:{visitor.community.pk}")
        membership.delete()


@transaction.atomic
def edit_membership(*, visitor: Visitor, profile: Profile) -> Membership:
    """Change one's own name, affiliation, mail and digest."""
    membership = _own(visitor)
    _check(profile)
    _write(membership, profile)
    membership.save()
    audit.record(membership.key, "communities.edit_membership", f"membership:{membership.pk}")
    return membership


@transaction.atomic
def stop_mail(*, membership: Membership) -> None:
    """Send no more digests to a member, and forget the address; asked for from a letter, by whoever got it."""
    Membership.objects.filter(pk=membership.pk).update(digest=Membership.Digest.NONE, mail="")
    audit.record("letter", "communities.stop_mail", f"membership:{membership.pk}")


@transaction.atomic
def end_passes(*, visitor: Visitor) -> Membership:
    """Let every personal link made so far open nothing; the caller hands out a new one."""
    membership = _own(visitor)
    Membership.objects.filter(pk=membership.pk).update(pass_number=F("pass_number") + 1)
    membership.refresh_from_db(fields=["pass_number"])
    audit.record(membership.key, "communities.end_passes", f"membership:{membership.pk}")
    return membership


@transaction.atomic
def leave(*, visitor: Visitor, also_posts: bool = False) -> None:
    """Leave: name, affiliation, mail, links to account and person, readings and notices go.

    Posts stay, signed 退会した人, unless they shall go too. The last moderator cannot leave a community with others in it.
    """
    membership = _own(visitor)
    _keep_a_moderator(membership)
    audit.record(membership.key, "communities.leave", f"membership:{membership.pk}", also_posts=also_posts)
    membership.readings.all().delete()
    membership.notices.all().delete()
    Report.objects.filter(reporter=membership).update(reporter=None)
    if also_posts:
        erase_posts(Post.objects.filter(author=membership))
        Ballot.objects.filter(membership=membership, poll__is_anonymous=False).delete()
    blank = {"name": "", "affiliation": "", "mail": "", "user": None, "person": None, "removed_reason": ""}
    Membership.objects.filter(pk=membership.pk).update(
        **blank,
        state=_State.LEFT,
        role=Membership.Role.MEMBER,
        digest=Membership.Digest.NONE,
        pass_number=F("pass_number") + 1,
    )


@transaction.atomic
def remove_member(*, visitor: Visitor, membership: Membership, reason: str) -> None:
    """Stop somebody from taking part; they are told why."""
    if not reason.strip():
        raise BadInputError("communities.reason_needed")
    _keep_a_moderator(membership)
    membership.state, membership.role = _State.REMOVED, Membership.Role.MEMBER
    membership.removed_reason = reason.strip()[: phases.REASON_LIMIT]
    membership.save(update_fields=["state", "role", "removed_reason"])
    audit.record(visitor.key, "communities.remove_member", f"membership:{membership.pk}", reason=reason.strip())


@transaction.atomic
def readmit(*, visitor: Visitor, membership: Membership) -> None:
    """Let somebody who was stopped take part again."""
    membership.state, membership.removed_reason = _State.JOINED, ""
    membership.save(update_fields=["state", "removed_reason"])
    audit.record(visitor.key, "communities.readmit", f"membership:{membership.pk}")


@transaction.atomic
def set_role(*, visitor: Visitor, membership: Membership, role: str) -> None:
    """Make a member a moderator, who is told, or a moderator a member."""
    if membership.state != _State.JOINED or role not in Membership.Role.values:
        raise BadInputError("communities.not_joined")
    if role == Membership.Role.MEMBER:
        _keep_a_moderator(membership)
    elif membership.role != role:
        notify(membership=membership, kind=Notice.Kind.MODERATOR)
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(visitor.key, "communities.set_role", f"membership:{membership.pk}", role=role)


def _own(visitor: Visitor) -> Membership:
    if visitor.membership is None or not visitor.is_member:
        raise RefusedError("communities.members_only")
    return visitor.membership


def _check(profile: Profile) -> None:
    if not has_words(profile.name):
        raise BadInputError("communities.name_needed")
    if profile.digest != Membership.Digest.NONE and not profile.mail:
        raise BadInputError("communities.mail_needed")


def _write(membership: Membership, profile: Profile) -> None:
    membership.name, membership.affiliation = profile.name.strip()[:60], profile.affiliation.strip()[:120]
    membership.mail, membership.digest = profile.mail, profile.digest


def _brake(address: str) -> None:
    limit, window = phases.JOINS
    refuse_if_too_many(scope="community-join", key=address, limit=limit, window_s=int(window.total_seconds()))
    count_attempt(scope="community-join", key=address)


def _keep_a_moderator(membership: Membership) -> None:
    if not membership.is_moderator:
        return
    others = Membership.objects.filter(community=membership.community, state=_State.JOINED).exclude(pk=membership.pk)
    roles = set(others.values_list("role", flat=True))
    if roles and Membership.Role.MODERATOR not in roles:
        raise BadInputError("communities.last_moderator")
