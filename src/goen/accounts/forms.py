"""What people type about accounts and organisations."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from goen.accounts.models import Organisation, User


class SignInForm(AuthenticationForm):
    """Name and password, with words a person can act on."""

    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("利用者名かパスワードが正しくありません。大文字と小文字の違いもご確認ください。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("利用者名")
        self.fields["password"].label = _("パスワード")
        for field in self.fields.values():
            field.hide_requirement = True  # type: ignore[attr-defined]


class ProfileForm(forms.ModelForm[User]):
    """How somebody is called and where they come from."""

    class Meta:
        model = User
        fields = ("display_name", "organisation")


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation as lists, name cards and press releases name it."""

    class Meta:
        model = Organisation
        fields = ("name", "kana", "short_name", "kind")
        help_texts = {
            "kana": _("並び順に使います。"),
            "short_name": _("名札や座席表など、場所が狭いときに使います。"),
            "kind": _("団体の種類ごとの人数に使います。"),
        }


class MergeForm(forms.Form):
    """Which organisation is the same body as this one."""

    keep = forms.ModelChoiceField(Organisation.objects.none(), label=_("まとめる先"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keep"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker what is written above
        field.queryset = Organisation.objects.exclude(pk=organisation.pk)
