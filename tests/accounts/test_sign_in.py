"""Signing in elsewhere and in two steps: against real providers that run here, and a proxy that may lie."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.accounts.providers import OpenIDProvider, SamlProvider
from tests.factories import PASSWORD, make_user, sign_in

from goen.accounts.models import User
from goen.base.models import AuditEntry
from goen.settings import _saml_apps

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def oidc(settings):
    provider = OpenIDProvider()
    app = {
        "provider_id": "main",
        "name": "県庁の職員認証",
        "client_id": provider.client_id,
        "secret": provider.secret,
        "settings": {"server_url": provider.url, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
    yield provider
    provider.close()


@pytest.fixture
def saml(settings, tmp_path):
    provider = SamlProvider()
    (tmp_path / "idp.xml").write_text(provider.metadata())
    settings.SOCIALACCOUNT_PROVIDERS = {"saml": {"APPS": _saml_apps(str(tmp_path / "idp.xml"))}}
    return provider


def through_oidc(client, provider, *, process=""):
    asked = client.get(f"/accounts/sso/oidc/main/login/{process}")
    assert asked.status_code == 302, asked.content
    return client.get(provider.authorise(asked.url))


def through_saml(client, provider, **how):
    client.defaults["HTTP_HOST"] = "testserver"
    asked = client.get("/accounts/sso/saml/main/login/")
    back, form = provider.answer(asked.url, **how)
    landed = client.post(back.removeprefix("http://testserver"), form)
    return client.get(landed.url)


def signed_in(client):
    return client.get("/accounts/profile/").status_code == 200


def test_the_sign_in_page_offers_the_provider(client, oidc):
    page = client.get(LOGIN, {"next": "/accounts/profile/"}).content.decode()
    assert "県庁の職員認証" in page
    assert "/accounts/sso/oidc/main/login/?next=/accounts/profile/" in page


def test_somebody_the_operator_does_not_know_stays_outside(client, oidc):
    page = through_oidc(client, oidc)
    assert "登録がありません" in page.content.decode()
    assert not User.objects.exists()
    assert not signed_in(client)


def test_where_allowed_the_provider_makes_an_account_with_the_name_as_written(client, oidc, settings):
    settings.SSO_CREATE = True
    assert through_oidc(client, oidc).status_code == 302
    assert signed_in(client)
    user = User.objects.get()
    assert (user.username, user.display_name, user.is_staff, user.has_usable_password()) == (
        "sato",
        "佐藤 花子",
        False,
        False,
    )
    verbs = AuditEntry.objects.values_list("verb", flat=True)
    assert set(verbs) == {"accounts.create", "accounts.sign_in"}


def test_an_account_connected_once_gets_in_by_the_provider(client, oidc):
    user = make_user("hanako")
    sign_in(client, user)
    through_oidc(client, oidc, process="?process=connect")
    assert SocialAccount.objects.get().user == user
    other = Client()
    through_oidc(other, oidc)
    assert signed_in(other)
    assert "u-1" in client.get("/accounts/sso/").content.decode() or SocialAccount.objects.count() == 1


def test_a_provider_of_the_same_name_never_takes_over_an_account(client, oidc, settings):
    settings.SSO_CREATE = True
    mine = make_user("sato", email="sato@example.jp")
    through_oidc(client, oidc)
    assert User.objects.exclude(pk=mine.pk).count() in (0, 1)
    assert not SocialAccount.objects.filter(user=mine).exists()


def test_a_stolen_code_without_its_verifier_opens_nothing(client, oidc):
    asked = client.get("/accounts/sso/oidc/main/login/")
    thief = Client()
    page = thief.get(oidc.authorise(asked.url))
    assert "サインインできませんでした" in page.content.decode()
    assert not signed_in(thief)
    assert AuditEntry.objects.filter(verb="accounts.refuse_sign_in").exists()


def test_a_signed_saml_answer_signs_in(client, saml, settings):
    settings.SSO_CREATE = True
    through_saml(client, saml)
    assert signed_in(client)
    assert User.objects.get().display_name == "佐藤"


@pytest.mark.parametrize("trick", ["unsigned", "changed", "again"])
def test_a_saml_answer_that_cannot_be_trusted_is_refused(client, saml, settings, trick):
    settings.SSO_CREATE = True
    if trick == "changed":
        saml.certificate = SamlProvider().certificate
        saml.entity_id = "https://other.example/metadata"
    page = through_saml(client, saml, sign=trick != "unsigned")
    if trick == "again":
        client.logout()
        page = client.get("/accounts/sso/saml/main/acs/finish/")
    assert "サインインできませんでした" in page.content.decode()
    assert not signed_in(client)


def test_no_provider_is_offered_or_asked_where_none_is_set(client):
    assert "職員認証でサインイン" not in client.get(LOGIN).content.decode()
    for path in ("oidc/main/login/", "saml/main/login/", "saml/main/metadata/"):
        assert client.get(f"/accounts/sso/{path}").status_code == 404


@pytest.fixture
def proxied(settings):
    settings.USER_HEADER, settings.TRUSTED_PROXIES = "X-Remote-User", ["10.1.0.0/16"]
    return lambda address, name: Client(headers={"x-remote-user": name}, REMOTE_ADDR=address)


@pytest.mark.parametrize(
    ("address", "name", "is_in"),
    [
        ("10.1.2.3", "hanako", True),
        ("10.1.2.3", "PREF\\hanako", True),
        ("10.2.0.1", "hanako", False),
        ("10.1.2.3", "stranger", False),
        ("", "hanako", False),
    ],
)
def test_a_proxy_is_believed_only_where_the_operator_said_so(proxied, address, name, is_in):
    make_user("hanako")
    client = proxied(address, name)
    assert signed_in(client) is is_in
    assert AuditEntry.objects.filter(verb="accounts.sign_in").count() == int(is_in)


def test_without_the_setting_no_header_is_believed():
    make_user("hanako")
    assert not signed_in(Client(headers={"x-remote-user": "hanako"}, REMOTE_ADDR="127.0.0.1"))


def code_of(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def with_app(django_capture_on_commit_callbacks):
    def set_up(client, user):
        with django_capture_on_commit_callbacks(execute=True):
            return _with_app(client, user)

    return set_up


def _with_app(client, user):
    """Set up a one-time password app as a person does; returns its secret."""
    client.post(LOGIN, {"username": user.username, "password": PASSWORD})
    asked = client.get("/accounts/2fa/totp/activate/")
    client.post(asked.url, {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return secret


def test_a_second_step_follows_the_password(client, with_app):
    user = make_user("hanako")
    secret = with_app(client, user)
    stored = str(Authenticator.objects.get(type="totp").data)
    assert secret not in stored

    other = Client()
    answer = other.post(LOGIN, {"username": "hanako", "password": PASSWORD})
    assert answer.url == "/accounts/2fa/authenticate/"
    assert not signed_in(other)
    assert "番号が正しくありません" in other.post(answer.url, {"code": "000000"}).content.decode()
    other.post(answer.url, {"code": code_of(secret, 1)})
    assert signed_in(other)
    assert AuditEntry.objects.filter(verb="accounts.add_authenticator").count() == 2


@pytest.mark.django_db(transaction=True)
def test_where_required_nothing_opens_before_the_app_is_set_up(client, settings):
    settings.TOTP_REQUIRED = True
    user = make_user("hanako")
    client.post(LOGIN, {"username": "hanako", "password": PASSWORD})
    assert client.get("/accounts/profile/").url == "/accounts/2fa/totp/activate/"
    _with_app(client, user)
    assert signed_in(client)
