"""What people type about the way of a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import Organisation, User
from goen.proposals import phases, queries
from goen.proposals.models import FollowUp
from goen.proposals.services import Charge, Figure

_DATE = forms.DateInput(attrs={"type": "date"})


class _Form(forms.Form):
    """A form that stands beside others on one page: its ids begin with its own name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        name = type(self).__name__.removesuffix("Form").lower()
        super().__init__(*args, **{"auto_id": f"{name}_%s", **kwargs})


class StatusForm(_Form):
    """Where a proposal goes, and why."""

    to = forms.ChoiceField(label=_("次の状態"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由・コメント"),
        required=False,
        max_length=phases.REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("見送り・一部採択・前の状態へ戻すときは必ず書きます。提案者に届き、公開ページにも載ります。"),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, follow_up: FollowUp, ways: list[str]) -> None:
        super().__init__(data, initial={"seen": follow_up.version, "to": ways[0] if len(ways) == 1 else None})
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what is written above
        # Ways that were open when the page was drawn are known too: the service says what is in the way.
        shown = ways if data is None else FollowUp.Status.values
        field.choices = [(value, FollowUp.Status(value).label) for value in shown]


class ChargeForm(_Form):
    """Who answers, and until when."""

    receiver = forms.ModelChoiceField(Organisation.objects.none(), label=_("受け取る団体"), required=False)
    section = forms.CharField(label=_("担当部署"), required=False, max_length=120)
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("担当者（アカウント）"),
        required=False,
        help_text=_("本人にお知らせが届き、経過を書けるようになります。"),
    )
    owner_name = forms.CharField(label=_("担当者の氏名（アカウントがない場合）"), required=False, max_length=80)
    due_on = forms.DateField(label=_("期限"), required=False, widget=_DATE)

    def __init__(self, data: Any = None, *, follow_up: FollowUp) -> None:
        names = ("section", "owner_name", "due_on")
        initial = {name: getattr(follow_up, name) for name in names}
        super().__init__(data, initial=initial | {"receiver": follow_up.receiver_id, "owner": follow_up.owner_id})
        event = follow_up.proposal.event
        self._offer("receiver", [row.pk for row in queries.possible_receivers(event)] + [follow_up.receiver_id])
        self._offer("owner", [row.pk for row in queries.possible_owners(event)] + [follow_up.owner_id])

    def charge(self) -> Charge:
        """Return what was chosen."""
        return Charge(**self.cleaned_data)

    def _offer(self, name: str, ids: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker what is written above
        model = Organisation if name == "receiver" else User
        field.queryset = model.objects.filter(pk__in=[one for one in ids if one is not None])
        field.empty_label = str(_("未定"))


class NoteForm(_Form):
    """How it goes, in words."""

    text = forms.CharField(
        label=_("経過の報告"), max_length=phases.REASON_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )


class _EvidenceForm(_Form):
    title = forms.CharField(label=_("名称"), max_length=120)
    is_public = forms.BooleanField(label=_("公開ページにも載せる"), required=False)


class FileForm(_EvidenceForm):
    """A file as evidence."""

    title = forms.CharField(
        label=_("名称"), max_length=120, required=False, help_text=_("空欄ならファイル名になります。")
    )
    file = forms.FileField(
        label=_("ファイル"),
        help_text=_(
            "PDF、Word、Excel、PowerPoint、CSV、テキスト、画像。10 MB まで。写真の撮影場所などの情報は取り除きます。"
        ),
    )
    field_order = ("file", "title", "is_public")


class LinkForm(_EvidenceForm):
    """An address as evidence."""

    url = forms.URLField(label=_("アドレス（https://…）"), max_length=500, assume_scheme="https")
    field_order = ("title", "url", "is_public")


class FigureForm(_EvidenceForm):
    """A number as evidence."""

    value = forms.DecimalField(label=_("値"), max_digits=18, decimal_places=4)
    unit = forms.CharField(label=_("単位"), max_length=20, required=False)
    as_of = forms.DateField(label=_("時点"), required=False, widget=_DATE)
    source = forms.CharField(label=_("出典"), max_length=200, required=False)
    field_order = ("title", "value", "unit", "as_of", "source", "is_public")

    def figure(self) -> Figure:
        """Return what was typed."""
        given = self.cleaned_data
        return Figure(given["value"], given["unit"], given["as_of"], given["source"])


class MilestoneForm(_Form):
    """What is to be reached, and when."""

    title = forms.CharField(label=_("節目"), max_length=120)
    due_on = forms.DateField(label=_("予定日"), required=False, widget=_DATE)


class RowForm(forms.Form):
    """Which row a button is about."""

    row = forms.IntegerField(min_value=1)


class WithholdForm(forms.Form):
    """Whether a proposal stays off the public page."""

    is_withheld = forms.BooleanField(required=False)
