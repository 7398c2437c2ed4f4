"""Work of the background: digest mail, and the end of what was deleted."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from goen.base import audit, mail
from goen.communities import phases
from goen.communities.access import sign_stop
from goen.communities.models import Membership, Post
from goen.communities.queries.news import News, news_of
from goen.communities.services.posts import erase_posts


def send_digests() -> int:
    """Send every member whose digest is due what is new since the last one; returns how many letters went out.

    A member is marked before the letter goes, so that two workers never send it twice; without news none is sent.
    """
    if not mail.is_configured():
        return 0
    letters = [letter for membership in _due() if (letter := _letter(membership)) is not None]
    return len(mail.send(letters)) if letters else 0


@transaction.atomic
def tidy_up() -> int:
    """Remove for good what was deleted a week ago, with its files; returns how many posts."""
    before = timezone.now() - phases.KEPT_AFTER_DELETION
    n_posts = erase_posts(Post.objects.filter(deleted_at__lt=before).exclude(text=""))
    if n_posts:
        audit.record("goen", "communities.tidy_up", "", n=n_posts)
    return n_posts


def _due() -> list[Membership]:
    now = timezone.now()
    due = Q(pk__in=[])
    for digest, days in phases.DIGEST_DAYS.items():
        # An hour's grace: the job comes round hourly, and a daily letter shall not slip by an hour every day.
        before = now - timedelta(days=days) + timedelta(hours=1)
        due |= Q(digest=digest) & (Q(digest_sent_at=None) | Q(digest_sent_at__lte=before))
    rows = Membership.objects.filter(due, state=Membership.State.JOINED, community__closed_at=None).exclude(mail="")
    return list(rows.select_related("community"))


def _letter(membership: Membership) -> mail.Letter | None:
    since = membership.digest_sent_at or membership.joined_at or membership.created_at
    unsent = Membership.objects.filter(pk=membership.pk, digest_sent_at=membership.digest_sent_at)
    if not unsent.update(digest_sent_at=timezone.now()):
        return None  # another worker was faster
    news = news_of(membership, since)
    if news.is_empty:
        return None
    with translation.override("ja"):
        subject = _("【%(community)s】新着 %(n)d 件") % {"community": membership.community.name, "n": news.n}
        return mail.Letter(membership.mail, subject, _text(membership, news))


def _text(membership: Membership, news: News) -> str:
    site = str(settings.PUBLIC_URL).rstrip("/") or f"http://{settings.LAN_ADDRESS}:{settings.PORT}"
    home = site + reverse("communities:show", args=[membership.community.slug])
    lines = [_("%(name)s さん") % {"name": membership.name}, ""]
    lines += [f"・{title}（{author}）" for title, author in news.threads]
    if news.n_comments:
        lines.append(_("・コメント %(n)d 件") % {"n": news.n_comments})
    lines += [f"・{text}" for text in news.notices]
    stop = site + reverse("communities:stop-mail", args=[sign_stop(membership)])
    lines += ["", home, "", _("このメールを止めるとき（サインインはいりません）:"), stop]
    return "\n".join(lines)
