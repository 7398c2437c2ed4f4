"""What people type about accounts and organisations."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
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


class _PlainCode:
    """A field for six digits as a phone's keyboard and password keeper expect it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label, field.hide_requirement = _("6桁の番号"), True
        field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})


class CodeForm(_PlainCode, AuthenticateForm):
    """The second step of signing in."""


class CodeAgain(_PlainCode, CodeAgainForm):
    """The number once more before something important."""


class FirstCodeForm(_PlainCode, ActivateTOTPForm):
    """The first number of a new app."""


class PasswordAgainForm(ReauthenticateForm):
    """The password once more before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "current-password"}
        self.fields["password"] = forms.CharField(label=_("パスワード"), widget=forms.PasswordInput(attrs=attributes))
        self.fields["password"].hide_requirement = True
