"""`goen check` says what is wrong, and nothing else is."""

import os

import pytest

from goen.base.health import Level, data, machine
from goen.cli.demo import DEMO_PASSWORD, DEMO_USER


def levels(check):
    return [finding.level for finding in check()]


def test_a_full_disk_is_told_before_the_day(monkeypatch):
    for free_mb, level in ((100, Level.BAD), (1000, Level.WARNING), (90_000, Level.GOOD)):
        monkeypatch.setattr(machine, "_free_mb", lambda free=free_mb: free)
        assert levels(machine.space) == [level]


def test_a_key_others_can_read_is_told(settings, tmp_path):
    settings.HOME = tmp_path
    settings.GIVEN = {**settings.GIVEN, "GOEN_SECRET_KEY": ""}
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    assert levels(machine.secret) == [Level.BAD]

    (tmp_path / "secret_key").chmod(0o600)
    assert levels(machine.secret) == [Level.GOOD]


def test_https_guests_without_https_settings_are_told(settings):
    settings.PUBLIC_URL = "https://goen.example.lg.jp"
    assert levels(machine.addresses) == [Level.BAD]


def test_a_redis_or_mail_server_that_does_not_answer_is_told(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.GIVEN = {**settings.GIVEN, "GOEN_MAIL_URL": "smtp://127.0.0.1:1"}

    assert levels(machine.redis) == [Level.BAD]
    assert levels(machine.mail) == [Level.WARNING]


@pytest.mark.django_db
def test_the_example_password_is_told_until_it_is_changed(django_user_model):
    assert data.EXAMPLE_ACCOUNT == (DEMO_USER, DEMO_PASSWORD)
    account = django_user_model.objects.create_user(username=DEMO_USER, password=DEMO_PASSWORD)
    assert levels(data.example_account) == [Level.WARNING]

    account.set_password("something of one's own")
    account.save()
    assert levels(data.example_account) == []


def test_browser_code_older_than_its_sources_is_told(monkeypatch, tmp_path):
    static = tmp_path / "src" / "goen" / "base" / "static"
    source = tmp_path / "frontend" / "islands" / "board" / "main.ts"
    for path in (static / "fonts" / "NotoSansJP-Regular.ttf", static / "islands" / "manifest.json", source):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    language = static.parent / "locale" / "en" / "LC_MESSAGES" / "django.mo"
    language.parent.mkdir(parents=True)
    language.write_text("")
    monkeypatch.setattr(machine, "FONTS", static / "fonts")

    os.utime(static / "islands" / "manifest.json", (2000, 2000))
    os.utime(source, (1000, 1000))
    assert levels(machine.parts) == [Level.GOOD]

    os.utime(source, (3000, 3000))
    assert levels(machine.parts) == [Level.WARNING]
