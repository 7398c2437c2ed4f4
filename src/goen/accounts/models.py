"""People who sign in and the organisations they come from."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in an event or partnership, from most to least."""

    ORGANISER = "organiser", _("主催者")
    CO_ORGANISER = "co_organiser", _("共同主催者")
    FACILITATOR = "facilitator", _("進行役")
    MODERATOR = "moderator", _("投稿の見守り役")
    DECISION_MAKER = "decision_maker", _("幹部")
    OBSERVER = "observer", _("見学者")
    PARTICIPANT = "participant", _("参加者")


class Organisation(models.Model):
    """A body people come from: prefecture, municipality, company or university."""

    class Kind(models.TextChoices):
        """Sort of organisation, as press releases count them."""

        PREFECTURE = "prefecture", _("都道府県")
        MUNICIPALITY = "municipality", _("市区町村")
        COMPANY = "company", _("企業")
        UNIVERSITY = "university", _("大学・学校")
        NONPROFIT = "nonprofit", _("団体・NPO")
        RESIDENTS = "residents", _("住民")
        OTHER = "other", _("その他")

    name = models.CharField(_("名称"), max_length=120, unique=True)
    kana = models.CharField(_("フリガナ"), max_length=200, blank=True)
    short_name = models.CharField(_("略称"), max_length=40, blank=True)
    kind = models.CharField(_("種別"), max_length=20, choices=Kind.choices, default=Kind.OTHER)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one: name cards and chips are narrow."""
        return self.short_name or self.name


class User(AbstractUser):
    """Somebody with an account; guests of an event have none."""

    display_name = models.CharField(_("氏名"), max_length=80, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("所属"), null=True, blank=True, on_delete=models.SET_NULL, related_name="users"
    )

    def __str__(self) -> str:
        return self.display_name or self.username


class Attempt(models.Model):
    """A wrong guess: of a password, of a name at the door; kept for a day, to slow down the next ones."""

    scope = models.CharField(max_length=40)
    key_hash = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        indexes = (models.Index(fields=("scope", "key_hash", "at"), name="attempt_by_key"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.at:%H:%M}"
