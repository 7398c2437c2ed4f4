"""What people type about keys, webhooks and bundles."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from goen.exchange.phases import SCOPES

_DAYS = (("30", _("30日")), ("90", _("90日")), ("365", _("1年")))


class TokenForm(forms.Form):
    """A key to make."""

    name = forms.CharField(label=_("名前"), max_length=60, help_text=_("どのプログラムで使うかを書きます。"))
    scopes = forms.MultipleChoiceField(
        label=_("できること"), choices=tuple(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )
    days = forms.ChoiceField(label=_("使える期間"), choices=_DAYS, initial="90")

    def expires_at(self) -> datetime:
        """Return when the key stops working."""
        return timezone.now() + timedelta(days=int(self.cleaned_data["days"]))


class HookForm(forms.Form):
    """An address to tell."""

    url = forms.CharField(label=_("アドレス"), max_length=500, help_text=_("https:// で始まるアドレスを入力します。"))
    verbs = forms.MultipleChoiceField(
        label=_("知らせること"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("選ばないときは、すべてを知らせます。"),
        choices=(
            ("events", _("交流会の予定と進行")),
            ("roster", _("名簿と受付")),
            ("grouping", _("グループ")),
            ("boards", _("ボード")),
            ("pitches", _("発表と採点")),
            ("proposals", _("提言")),
            ("voices", _("参加者の声")),
            ("reports", _("報告")),
        ),
    )

    def add_refusal(self, message: str) -> None:
        """Show a refusal at the address."""
        self.add_error("url", message)


class BundleForm(forms.Form):
    """A whole event as a file."""

    file = forms.FileField(
        label=_("持ち運びファイル（ZIP か Excel ブック）"),
        widget=forms.ClearableFileInput({"accept": ".zip,.xlsx"}),
        error_messages={"required": _("ファイルを選んでください。")},
    )

    def content(self) -> bytes:
        """Return the bytes."""
        file: Any = self.cleaned_data["file"]
        return bytes(file.read())
