"""Signing in, and what operators do to organisations."""

import pytest
from tests.factories import PASSWORD, make_event, make_organisation, make_participation, make_user, sign_in

from goen.accounts import services
from goen.accounts.models import Attempt, Organisation, User
from goen.base.models import AuditEntry
from goen.core.errors import BadInputError

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def guess(client, username, password, address="10.0.0.1"):
    return client.post(LOGIN, {"username": username, "password": password}, REMOTE_ADDR=address)


def test_the_right_password_signs_in_and_is_logged(client):
    user = make_user("organiser")
    assert guess(client, "organiser", PASSWORD).status_code == 302
    assert AuditEntry.objects.get(verb="accounts.sign_in").actor == f"user:{user.pk}"


def test_a_wrong_password_is_answered_with_a_sentence(client):
    make_user("organiser")
    page = guess(client, "organiser", "wrong")
    assert "利用者名かパスワードが正しくありません" in page.content.decode()


def test_the_sixth_guess_waits_even_when_it_is_right(client):
    make_user("organiser")
    for _n in range(5):
        guess(client, "organiser", "wrong")
    page = guess(client, "organiser", PASSWORD)
    assert page.status_code == 429
    assert "秒ほど待ってから" in page.content.decode()
    assert guess(client, "organiser", PASSWORD, address="10.0.0.2").status_code == 302


def test_an_address_that_tries_many_accounts_waits(client):
    for number in range(50):
        guess(client, f"user{number}", "wrong")
    assert guess(client, "somebody", "wrong").status_code == 429


def test_guesses_are_forgotten_after_signing_in(client):
    make_user("organiser")
    guess(client, "organiser", "wrong")
    guess(client, "organiser", PASSWORD)
    assert not Attempt.objects.filter(key_hash=services._hash("organiser|10.0.0.1")).exists()  # noqa: SLF001 - the key


def test_an_organiser_is_made_with_a_strong_password():
    user = services.create_organiser(username="sato", password="five words make it long", display_name="佐藤")
    assert user.check_password("five words make it long")
    assert not user.is_staff


@pytest.mark.parametrize(("username", "password"), [("sato", "short"), ("sato", "password1234"), ("s a/t", PASSWORD)])
def test_a_weak_password_or_odd_name_makes_no_account(username, password):
    with pytest.raises(BadInputError) as refusal:
        services.create_organiser(username=username, password=password)
    assert refusal.value.code == "accounts.weak_password"
    assert not User.objects.exists()


def test_a_name_is_given_once():
    make_user("sato")
    with pytest.raises(BadInputError) as refusal:
        services.create_organiser(username="sato", password=PASSWORD)
    assert refusal.value.code == "accounts.name_taken"


def test_merging_moves_people_and_deletes_the_other_spelling():
    keep, drop = make_organisation("みらいシステム"), make_organisation("ミライシステム")
    row = make_participation(make_event(), organisation=drop)
    user = make_user(organisation=drop)
    services.merge_organisations(keep=keep, drop=drop, by="user:1")
    row.refresh_from_db()
    user.refresh_from_db()
    assert (row.organisation, row.person.organisation, user.organisation) == (keep, keep, keep)
    assert not Organisation.objects.filter(name="ミライシステム").exists()


def test_changing_the_password_keeps_this_browser_signed_in(client):
    user = make_user()
    sign_in(client, user)
    new = {"old_password": PASSWORD, "new_password1": "another long password", "new_password2": "another long password"}
    assert client.post("/accounts/password/", new).status_code == 302
    assert client.get("/accounts/profile/").status_code == 200


def test_the_profile_is_saved(client):
    user = make_user()
    sign_in(client, user).post("/accounts/profile/", {"display_name": "髙橋 花子", "organisation": ""})
    user.refresh_from_db()
    assert user.display_name == "髙橋 花子"


def test_an_operator_edits_organisations(client):
    sign_in(client, make_user(is_staff=True))
    body = make_organisation("みらい")
    client.post(
        f"/accounts/organisations/{body.pk}/", {"name": "みらい", "short_name": "ミ", "kind": "company", "kana": ""}
    )
    body.refresh_from_db()
    assert (body.short_name, body.kind) == ("ミ", "company")
    page = client.post("/accounts/organisations/new/", {"name": "みらい", "kind": "other"})
    assert "同じ" in page.content.decode() or "既に" in page.content.decode() or page.status_code == 200
    assert Organisation.objects.count() == 1


PAGES = ("/accounts/profile/", "/accounts/password/", "/accounts/organisations/", "/accounts/organisations/new/")
MAY_SEE = {"nobody": set(), "account": set(PAGES[:2]), "operator": set(PAGES)}


@pytest.mark.parametrize("who", MAY_SEE)
def test_who_sees_which_page(client, who):
    if who != "nobody":
        sign_in(client, make_user(is_staff=who == "operator"))
    seen = {page for page in PAGES if client.get(page).status_code == 200}
    assert seen == MAY_SEE[who]
