"""Made-up content for the style guide: a form with every kind of field, once fresh and once refused."""

from dataclasses import dataclass

from django import forms

from goen.base.icons import ICONS

SHELLS = frozenset({"guest", "screen", "print", "error"})


@dataclass(frozen=True)
class _Event:
    title: str
    slug: str
    status: str

    def get_status_display(self) -> str:
        return "開催中"


@dataclass(frozen=True)
class _Organisation:
    label: str
    pk: int


class SpecimenForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="氏名", max_length=40, help_text="名札に印刷します。例：縁野 結")
    kana = forms.CharField(label="フリガナ", required=False)
    email = forms.EmailField(label="メールアドレス", help_text="当日のご案内をお送りします。")
    day = forms.DateField(label="開催日", widget=forms.DateInput(attrs={"type": "date"}))
    theme = forms.ChoiceField(
        label="希望するテーマ",
        choices=[("1", "魅力度ランキング向上策"), ("2", "DXで「できたらすごい」自治体サービスとは")],
    )
    lunch = forms.ChoiceField(
        label="懇親会への参加", widget=forms.RadioSelect, choices=[("y", "参加する"), ("n", "参加しない")]
    )
    consents = forms.MultipleChoiceField(
        label="掲載の同意",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="あとから取り消せます。",
        choices=[("name", "報告・発表資料への氏名の掲載"), ("photo", "写真の掲載")],
    )
    comment = forms.CharField(label="ひとこと", required=False, max_length=200, widget=forms.Textarea)
    roster = forms.FileField(label="名簿ファイル", required=False, help_text="Excel（.xlsx）または CSV、20 MB まで")
    agree = forms.BooleanField(label="個人情報の取り扱いに同意します")


def specimen() -> dict[str, object]:
    """Return the context of every style guide page."""
    refused = SpecimenForm({"refused-name": "", "refused-email": "enno", "refused-theme": "9"}, prefix="refused")
    return {
        "form": SpecimenForm(),
        "refused": refused,
        "event": _Event("令和7年度 若手交流会", "wakate-2025", "live"),
        "organisations": [
            _Organisation(label, pk)
            for pk, label in enumerate(("福島県", "エフシーシー", "日本電機", "会津市", "いわき大学"), start=1)
        ],
        "status": 404,
        "icons": sorted(ICONS),
        "props": {"url": "/jobs/none/", "label": "開催結果報告を作成しています"},
    }
