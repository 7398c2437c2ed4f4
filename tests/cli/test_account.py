"""`goen account` makes the first organiser at the machine itself."""

import io

import pytest

from goen.accounts.models import User
from goen.cli import main

pytestmark = pytest.mark.django_db


def test_the_first_account_is_an_operators_and_the_next_an_organisers(monkeypatch, capsys):
    for name in ("kanri", "kikaku"):
        monkeypatch.setattr("sys.stdin", io.StringIO("a long enough phrase\n"))
        assert main(["account", name]) == 0

    assert list(User.objects.order_by("pk").values_list("username", "is_staff")) == [("kanri", True), ("kikaku", False)]
    assert User.objects.get(username="kikaku").check_password("a long enough phrase")
    assert main(["account"]) == 0
    assert "kanri" in capsys.readouterr().out


def test_a_weak_password_and_a_taken_name_are_refused_with_the_reason(monkeypatch, capsys):
    for password, code in (("short", 1), ("a long enough phrase", 0), ("a long enough phrase", 1)):
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        assert main(["account", "kikaku"]) == code

    assert "kikaku" in capsys.readouterr().err
    assert User.objects.count() == 1


def test_a_forgotten_password_is_replaced_by_a_generated_one(capsys):
    account = User.objects.create_user("kikaku", password="forgotten for ever")

    assert main(["account", "kikaku", "--password", "--generate"]) == 0

    password = capsys.readouterr().out.splitlines()[0].split(": ")[1]
    account.refresh_from_db()
    assert account.check_password(password)
    assert main(["account", "nobody", "--password", "--generate"]) == 1
