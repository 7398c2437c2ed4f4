"""What organisers type about public pages."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.base.documents.uploads import PICTURES, Upload, check_upload
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.showcase import phases
from goen.showcase.models import Page, Photo, Section
from goen.showcase.services import PhotoWords, SectionWords, Words

_GOODS = ("maker", "area", "season", "where", "shop_url")
_RESERVED = frozenset({"en", "manage"})
_FREE_KINDS = (Page.Kind.PRODUCT, Page.Kind.PLACE, Page.Kind.STORY)


class NewPageForm(forms.Form):
    """A page that belongs to no event: a product, a place, a story."""

    kind = forms.ChoiceField(
        label=_("種類"), choices=[(kind.value, kind.label) for kind in _FREE_KINDS], widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("題名"), max_length=phases.TITLE_LIMIT)


class PageForm(forms.ModelForm[Page]):
    """The words of a page; those in English stand apart."""

    shop_url = forms.URLField(
        label=_("販売・案内のウェブサイト"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("https:// から始まるアドレス。"),
    )

    class Meta:
        model = Page
        fields = (
            "title", "lead", "publisher", "maker", "area", "season", "where", "shop_url", "slug",
            "title_en", "lead_en", "publisher_en", "maker_en", "area_en", "season_en", "where_en",
        )  # fmt: skip
        widgets = {"where": forms.Textarea(attrs={"rows": 3}), "where_en": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "lead": _("共有カードと一覧にも表示されます。"),
            "slug": _("半角の英数字とハイフン。公開後に変えると、前のリンクは開けなくなります。"),
            "title_en": _("英語の題名を入れると、英語版のページができます。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.kind not in (Page.Kind.PRODUCT, Page.Kind.PLACE):
            for name in (*_GOODS, *(f"{name}_en" for name in _GOODS)):
                self.fields.pop(name, None)

    def clean_slug(self) -> str:
        """Keep the addresses of the showcase itself free."""
        slug = str(self.cleaned_data["slug"])
        if slug in _RESERVED:
            raise forms.ValidationError(_("このアドレスは使えません。別のアドレスにしてください。"))
        return slug

    def words(self) -> Words:
        """Return what was written."""
        return dict(self.cleaned_data)

    def japanese(self) -> list[forms.BoundField]:
        """Return the fields of the Japanese page."""
        return [self[name] for name in self.fields if not name.endswith("_en")]

    def english(self) -> list[forms.BoundField]:
        """Return the fields of the English page."""
        return [self[name] for name in self.fields if name.endswith("_en")]


class SectionForm(forms.ModelForm[Section]):
    """Heading and text of a section."""

    class Meta:
        model = Section
        fields = ("heading", "text", "heading_en", "text_en")
        widgets = {"text": forms.Textarea(attrs={"rows": 12}), "text_en": forms.Textarea(attrs={"rows": 12})}
        help_texts = {"text": _("空の行で段落が分かれます。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.block != Section.TEXT:
            del self.fields["text"], self.fields["text_en"]

    def words(self) -> SectionWords:
        """Return what was written."""
        return SectionWords(**self.cleaned_data)


class PhotoForm(forms.ModelForm[Photo]):
    """What stands by a photo."""

    class Meta:
        model = Photo
        fields = ("alt", "credit", "caption", "alt_en", "caption_en")
        help_texts = {
            "alt": _(
                "何が写っているかを、見えない人に話すように書きます。例：「雪の残る山を背に、りんごを収穫する二人」"
            ),
            "credit": _("例：「みらい市広報課」"),
        }

    def words(self) -> PhotoWords:
        """Return what was written."""
        given = self.cleaned_data
        return PhotoWords(**{name: given[name] for name in ("alt", "credit", "caption", "alt_en", "caption_en")})


class NewPhotoForm(PhotoForm):
    """A photo with what stands by it; who is on it has agreed."""

    file = forms.FileField(
        label=_("写真"),
        widget=forms.ClearableFileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
        help_text=_("JPEG、PNG、WebP。20 MB まで。撮影場所などの情報は消えます。"),
    )
    has_consent = forms.BooleanField(
        label=_("写っている人の同意を得ています（人が写っていない場合もチェック）"), required=True
    )
    field_order = ("file", "alt", "credit", "caption", "has_consent", "alt_en", "caption_en")

    def clean_file(self) -> Upload:
        """Check that it is a picture."""
        given = self.cleaned_data["file"]
        try:
            return check_upload(given.name, given.read(), kinds=PICTURES, limit_mb=phases.PHOTO_LIMIT_MB)
        except GoenError as error:
            raise forms.ValidationError(sentence(error)) from error


class ReleaseForm(forms.Form):
    """When a page comes out."""

    day = forms.DateField(label=_("公開日"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("時刻"), widget=forms.TimeInput(attrs={"type": "time"}))

    def release_at(self) -> datetime:
        """Return the moment."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"]))
