"""Public pages: what they say in two languages, their photos, and the sections they are composed of."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import User
from goen.events.models import Event, Partnership
from goen.showcase import phases


def photo_place(photo: "Photo", _name: str) -> str:
    """Return where a photo is kept: under a name nobody can guess, for drafts are not public."""
    return f"showcase/{photo.page_id}/{uuid.uuid4().hex}"


class Page(models.Model):
    """発信ページ: one public page; what it shows of events and proposals is read anew each time."""

    class Kind(models.TextChoices):
        """What it is about."""

        EVENT = "event", _("交流会")
        PARTNERSHIP = "partnership", _("連携協定")
        PRODUCT = "product", _("県産品")
        PLACE = "place", _("場所")
        STORY = "story", _("読みもの")

    kind = models.CharField(_("種類"), max_length=12, choices=Kind.choices)
    slug = models.SlugField(_("アドレス"), max_length=60, unique=True)
    title = models.CharField(_("題名"), max_length=phases.TITLE_LIMIT)
    title_en = models.CharField(_("題名（英語）"), max_length=phases.TITLE_LIMIT * 2, blank=True)
    lead = models.CharField(_("ひとことで"), max_length=phases.LEAD_LIMIT, blank=True)
    lead_en = models.CharField(_("ひとことで（英語）"), max_length=phases.LEAD_LIMIT * 2, blank=True)
    # Products and places.
    maker = models.CharField(_("つくり手・案内する人"), max_length=120, blank=True)
    maker_en = models.CharField(_("つくり手・案内する人（英語）"), max_length=160, blank=True)
    area = models.CharField(_("地域"), max_length=60, blank=True)
    area_en = models.CharField(_("地域（英語）"), max_length=80, blank=True)
    season = models.CharField(_("時期・季節"), max_length=80, blank=True)
    season_en = models.CharField(_("時期・季節（英語）"), max_length=120, blank=True)
    where = models.TextField(_("買える所・行き方"), blank=True, max_length=600)
    where_en = models.TextField(_("買える所・行き方（英語）"), blank=True, max_length=900)
    shop_url = models.URLField(_("販売・案内のウェブサイト"), blank=True, max_length=300)
    publisher = models.CharField(_("発信する団体"), max_length=120, blank=True)
    publisher_en = models.CharField(_("発信する団体（英語）"), max_length=160, blank=True)
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.CASCADE, related_name="pages")
    partnership = models.ForeignKey(
        Partnership, verbose_name=_("連携協定"), null=True, blank=True, on_delete=models.CASCADE, related_name="pages"
    )
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    # Set: published. With release_at ahead: kept under embargo until then.
    published_at = models.DateTimeField(null=True, blank=True)
    release_at = models.DateTimeField(_("公開日時（解禁）"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-published_at", "-id")

    def __str__(self) -> str:
        return self.title

    @property
    def is_out(self) -> bool:
        """Whether everybody may read it now."""
        return self.published_at is not None and (self.release_at is None or self.release_at <= timezone.now())

    @property
    def is_scheduled(self) -> bool:
        """Whether it comes out by itself later."""
        return self.published_at is not None and not self.is_out

    @property
    def out_since(self) -> datetime:
        """Since when everybody may read it: the release, or the moment it was published."""
        both = [moment for moment in (self.published_at, self.release_at) if moment is not None]
        return max(both)

    @property
    def is_bilingual(self) -> bool:
        """Whether there is an English version."""
        return bool(self.title_en)


def out_now() -> Q:
    """Return which pages everybody may read at this moment."""
    now = timezone.now()
    return Q(published_at__isnull=False) & (Q(release_at=None) | Q(release_at__lte=now))


class Photo(models.Model):
    """A photo with words for those who do not see it, and with who took it."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="photos")
    position = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=photo_place, max_length=200)
    mime = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(_("写真の説明（見えない人のための文）"), max_length=200)
    alt_en = models.CharField(_("写真の説明（英語）"), max_length=300, blank=True)
    caption = models.CharField(_("写真の下の文"), max_length=160, blank=True)
    caption_en = models.CharField(_("写真の下の文（英語）"), max_length=240, blank=True)
    credit = models.CharField(_("撮影・提供"), max_length=80)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.alt

    def name_at(self, width: int) -> str:
        """Return under which name the form of a width is kept."""
        return f"{self.file.name}-{width}"


class Section(models.Model):
    """One part of a page: text of its own, its photos, or a block another slice offers."""

    TEXT, PHOTOS = "text", "photos"

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    block = models.CharField(max_length=60)
    heading = models.CharField(_("見出し"), max_length=80, blank=True)
    heading_en = models.CharField(_("見出し（英語）"), max_length=120, blank=True)
    text = models.TextField(_("本文"), blank=True, max_length=phases.TEXT_LIMIT)
    text_en = models.TextField(_("本文（英語）"), blank=True, max_length=phases.TEXT_LIMIT * 2)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.heading or self.block
