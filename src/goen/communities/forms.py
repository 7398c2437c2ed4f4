"""What people type in communities."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.base.documents.uploads import DOCUMENTS, Upload, check_upload
from goen.base.messages import sentence
from goen.communities import phases
from goen.communities.models import Community, Membership, Report
from goen.communities.services.communities import Outline
from goen.communities.services.members import Profile
from goen.communities.services.posts import Draft, GatheringDraft, PollDraft
from goen.core.errors import GoenError

_ACCEPT = ",".join(f".{kind}" for kind in sorted(DOCUMENTS))


class FilesInput(forms.ClearableFileInput):
    """A file control that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by content."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # noqa: ARG002 - Django's signature
        """Return what may be kept; the sentence of a refusal names the file."""
        given = data if isinstance(data, list | tuple) else [data]
        try:
            return [
                check_upload(file.name, file.read(), limit_mb=phases.FILE_LIMIT_MB)
                for file in given
                if file is not None
            ]
        except GoenError as error:
            raise forms.ValidationError(sentence(error)) from error


class OutlineForm(forms.ModelForm[Community]):
    """What a community is, and who may join."""

    class Meta:
        model = Community
        fields = ("name", "purpose", "rules", "audience", "access", "organisations")
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "rules": forms.Textarea(attrs={"rows": 3}),
            "audience": forms.RadioSelect,
            "access": forms.RadioSelect,
            "organisations": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "rules": _("参加する前に読んでいただきます。"),
            "access": _("「だれでも読める」にすると、投稿と表示名はインターネットに公開されます。"),
            "organisations": _("「選んだ団体の人」のときに選びます。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("audience", "access"):
            self.fields[name].choices = self.fields[name].choices[-len(getattr(Community, name.title())) :]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for organisations where they decide."""
        given = super().clean() or {}
        if given.get("access") == Community.Access.ORGANISATIONS and not given.get("organisations"):
            self.add_error("organisations", _("参加できる団体を 1 つ以上選んでください。"))
        return given

    def outline(self) -> Outline:
        """Return what was said."""
        given = self.cleaned_data
        names = ("name", "purpose", "rules", "audience", "access")
        return Outline(**{name: given[name] for name in names}, organisations=list(given["organisations"]))


class ProfileForm(forms.ModelForm[Membership]):
    """How somebody is called here."""

    class Meta:
        model = Membership
        fields = ("name", "affiliation", "mail", "digest")
        labels = {"affiliation": _("所属")}
        widgets = {"digest": forms.RadioSelect}
        help_texts = {"mail": _("お知らせメールを受け取るときだけ入れてください。ほかの人には見えません。")}

    def __init__(self, *args: Any, has_mail: bool = False, is_open: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].help_text = (
            _("投稿のそばに表示され、だれでも見られます。ニックネームでもかまいません。")
            if is_open
            else _("投稿のそばに、メンバーだけに表示されます。")
        )
        if not has_mail:
            del self.fields["mail"], self.fields["digest"]

    def profile(self) -> Profile:
        """Return what was said."""
        given = self.cleaned_data
        return Profile(
            name=given["name"],
            affiliation=given["affiliation"],
            mail=given.get("mail", ""),
            digest=given.get("digest", Membership.Digest.NONE),
        )


class JoinForm(ProfileForm):
    """Joining: a name, and the rules agreed to where there are some."""

    agrees = forms.BooleanField(label=_("約束ごとを読み、守ります"), required=True)

    def __init__(self, *args: Any, has_rules: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_rules:
            del self.fields["agrees"]


class PostForm(forms.Form):
    """A post with files."""

    title = forms.CharField(label=_("題名"), max_length=phases.TITLE_LIMIT, required=False)
    text = forms.CharField(label=_("本文"), max_length=phases.TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 4}))
    uploads = FilesField(
        label=_("ファイル"),
        required=False,
        widget=FilesInput(attrs={"accept": _ACCEPT}),
        help_text=_(
            "画像、PDF、Word、Excel、PowerPoint、CSV、テキスト。5 個、1 個 10 MB まで。写真の位置情報は消えます。"
        ),
    )

    def draft(self) -> Draft:
        """Return what was written."""
        given = self.cleaned_data
        return Draft(text=given["text"], title=given.get("title", ""), uploads=given["uploads"])


class CommentForm(PostForm):
    """A comment: a post without a title."""

    title = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("コメント")
        self.fields["text"].widget.attrs["rows"] = 3


class PollForm(PostForm):
    """A post with a poll."""

    choices = forms.CharField(
        label=_("選択肢"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("1 行に 1 つ、2 つ以上 10 個まで。"),
    )
    is_multiple = forms.BooleanField(label=_("いくつでも選べる"), required=False)
    naming = forms.ChoiceField(
        label=_("回答の記名"),
        choices=(
            ("anonymous", _("無記名（だれがどれを選んだかは、どこにも残りません）")),
            ("named", _("記名（メンバーに名前が見え、締切まで変更できます）")),
        ),
        initial="anonymous",
        widget=forms.RadioSelect,
    )
    closes_on = forms.DateField(
        label=_("締切日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("その日の終わりまで。"),
    )
    field_order = ("title", "text", "choices", "is_multiple", "naming", "closes_on", "uploads")

    def poll(self) -> PollDraft:
        """Return the poll."""
        given = self.cleaned_data
        day = given["closes_on"]
        closes_at = timezone.make_aware(datetime.combine(day, datetime.max.time())) if day else None
        lines: Sequence[str] = given["choices"].splitlines()
        return PollDraft(lines, given["is_multiple"], given["naming"] == "anonymous", closes_at)


class GatheringForm(PostForm):
    """A post with a gathering."""

    day = forms.DateField(label=_("日にち"), widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(label=_("開始"), widget=forms.TimeInput(attrs={"type": "time"}))
    end = forms.TimeField(label=_("終了"), widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("場所"), max_length=160, required=False)
    field_order = ("title", "day", "start", "end", "place", "text", "uploads")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["title"].label = _("集まりの名前")
        self.fields["text"].label = _("案内")

    def gathering(self) -> GatheringDraft:
        """Return the gathering."""
        given = self.cleaned_data
        start, end = (timezone.make_aware(datetime.combine(given["day"], given[name])) for name in ("start", "end"))
        return GatheringDraft(start, end, given["place"])


class ReportForm(forms.Form):
    """Why a post is reported."""

    cause = forms.ChoiceField(
        label=_("通報の理由"),
        choices=[choice for choice in Report.Cause.choices if choice[0] != Report.Cause.APPEAL],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("くわしく"), required=False, max_length=phases.REASON_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )


_REASONS = (
    (_("個人情報が書かれているため"), _("個人情報が書かれているため")),
    (_("約束ごとに反する内容のため"), _("約束ごとに反する内容のため")),
    (_("宣伝にあたるため"), _("宣伝にあたるため")),
    ("", _("その他（下に書く）")),
)


class ReasonForm(forms.Form):
    """A reason its receiver can understand: a usual one, or in one's own words, or both."""

    usual = forms.ChoiceField(label=_("理由"), choices=_REASONS, required=False, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("投稿した人への説明"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("このまま相手に伝わります。どう直せばよいかも書くと、話が早く進みます。"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or {}
        if not given.get("usual") and not given.get("words", "").strip():
            self.add_error("words", _("理由を選ぶか、説明を書いてください。"))
        return given

    def reason(self) -> str:
        """Return the reason as the receiver reads it."""
        given = self.cleaned_data
        return "　".join(part for part in (given["usual"], given["words"].strip()) if part)
