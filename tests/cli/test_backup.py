"""`goen backup` and `goen restore`: what comes back is what was there, on either database."""

import json
import os
import subprocess
import sys
import zipfile

import psycopg
import pytest
from tests.serving import Server

from goen.base.backups import read_manifest, restore_backup
from goen.core.errors import BadInputError

POSTGRES = os.environ.get("GOEN_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


def goen(server, *words):
    command = [sys.executable, "-m", "goen", *map(str, words)]
    done = subprocess.run(command, env=server.environment, cwd=server.home, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Make an installation with an event, people and an uploaded file, and its backup."""
    server = Server(tmp_path_factory.mktemp("first"), n_guests=3).prepare()
    (server.home / "media" / "documents").mkdir(parents=True)
    (server.home / "media" / "documents" / "髙橋𠮷.pdf").write_bytes(b"%PDF kept")
    path = server.home / "kept.zip"
    code, said = goen(server, "backup", path)
    assert code == 0, said
    return path


def contents(path):
    """Every member but what a restore itself writes: the audit log grows, and jobs may be done."""
    grows = {"rows/base_auditentry.jsonl", "rows/django_migrations.jsonl"}
    return {name: value for name, value in read_manifest(path).hashes.items() if name not in grows}


def brought_back(server, kept):
    code, said = goen(server, "restore", kept)
    assert code == 0, said
    again = server.home / "again.zip"
    code, said = goen(server, "backup", again)
    assert code == 0, said
    return again


def test_a_restored_installation_holds_the_same_rows_and_files(kept, tmp_path):
    again = brought_back(Server(tmp_path), kept)

    assert contents(again) == contents(kept)
    assert read_manifest(kept).tables["roster_participation"] == 3
    assert (tmp_path / "media" / "documents" / "髙橋𠮷.pdf").read_bytes() == b"%PDF kept"


def test_what_was_kept_on_sqlite_comes_back_on_postgresql_and_new_rows_are_numbered_after_it(kept, tmp_path):
    name = f"goen_backup_{os.getpid()}"
    try:
        admin = psycopg.connect(f"{POSTGRES}/postgres", autocommit=True, connect_timeout=2)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL here (GOEN_TEST_POSTGRES)")
    admin.execute(f"CREATE DATABASE {name}")
    try:
        server = Server(tmp_path, settings={"GOEN_DATABASE_URL": f"{POSTGRES}/{name}"})
        again = brought_back(server, kept)  # both commands add an audit entry, which needs a fresh number

        assert contents(again) == contents(kept)
    finally:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        admin.close()


def test_an_installation_in_use_is_replaced_only_when_asked_and_is_kept_first(kept, tmp_path):
    server = Server(tmp_path, n_guests=1).prepare()

    code, said = goen(server, "restore", kept)
    assert (code, "--replace" in said) == (1, True)

    code, said = goen(server, "restore", kept, "--replace")
    assert code == 0, said
    (before,) = (tmp_path / "backups").glob("goen-*.zip")
    assert read_manifest(before).tables["roster_participation"] == 1


def test_a_damaged_backup_is_named_before_anything_is_touched(kept, tmp_path):
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content + b"x" if name == "rows/events_event.jsonl" else content)

    with pytest.raises(BadInputError) as caught:
        restore_backup(damaged)

    assert (caught.value.code, caught.value.params["member"]) == ("base.backup_is_damaged", "rows/events_event.jsonl")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_backup_is_said_to_be_none(content, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    with pytest.raises(BadInputError, match=r"base\.not_a_backup"):
        restore_backup(path)


def test_a_backup_of_a_newer_goen_is_refused(kept, tmp_path):
    newer = tmp_path / "newer.zip"
    with zipfile.ZipFile(kept) as old, zipfile.ZipFile(newer, "w") as new:
        told = json.loads(old.read("manifest.json"))
        new.writestr("manifest.json", json.dumps({**told, "migrations": [["events", "9999_from_the_future"]]}))

    with pytest.raises(BadInputError, match=r"base\.backup_is_newer"):
        restore_backup(newer)
