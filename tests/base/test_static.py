"""Files that never change are kept by the phone; the name of the one written by hand says what is in it."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

import goen.base
from goen.base.templatetags.islands import manifest

STATIC = Path(goen.base.__file__).parent / "static"


def early() -> Path:
    return next(STATIC.glob("early-*.js"))


def test_the_early_script_is_named_after_its_content_and_on_every_page():
    digest = hashlib.sha256(early().read_bytes()).hexdigest()[:8]

    assert early().name == f"early-{digest}.js", "rename it here and in base/parts/head.html"
    assert f"/static/early-{digest}.js" in get_template("base/parts/head.html").render({})


def kept(client, path):
    answer = client.get(path)
    answer.close()
    return answer["Cache-Control"]


@pytest.mark.django_db
def test_what_is_named_by_its_hash_is_kept_for_good_and_nothing_else(client):
    built = [f"/static/islands/{entry['file']}" for entry in manifest().values()]
    assert built

    for path in (f"/static/{early().name}", *built):
        assert re.search(settings.WHITENOISE_IMMUTABLE_FILE_TEST, path)
        assert "immutable" in kept(client, path)
    for path in ("/static/brand/favicon.svg", "/static/brand/icon-180.png"):
        assert "immutable" not in kept(client, path)
