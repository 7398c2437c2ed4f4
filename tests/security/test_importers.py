"""Every page that takes a file, found by looking for the field: whatever is sent, a sentence and never a crash or a hang."""

import io
import random
import re
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from openpyxl import Workbook  # noqa: TID253 - a test of files
from tests.rights.hall import Hall

from goen.accounts.models import Role
from goen.base.rights import rights, routes

_FILE = re.compile(r'<input[^>]*type="file"[^>]*name="([\w-]+)"|<input[^>]*name="([\w-]+)"[^>]*type="file"')
_FIELD = re.compile(r'<(?:input|select|textarea)[^>]*name="([\w-]+)"')
_AT_MOST_S = 20.0


def workbook():
    book, target = Workbook(), io.BytesIO()
    book.active.append(["氏名", "所属"])
    book.active.append(["髙橋 誠", "福島県"])
    book.save(target)
    return target.getvalue()


def bomb():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 6_000_000)
        file.writestr("manifest.json", b"{}")
    return target.getvalue()


def payloads():
    """Return named files: empty, noise, cut, mutated, exploding, mislabelled."""
    dice, book = random.Random(7), workbook()  # noqa: S311 - examples, not secrets
    noise = dice.randbytes(4000)
    mutated = bytearray(book)
    for _n in range(40):
        mutated[dice.randrange(len(mutated))] = dice.randrange(256)
    return {
        "empty.csv": b"",
        "noise.xlsx": noise,
        "noise.csv": noise,
        "cut.xlsx": book[: len(book) // 2],
        "mutated.xlsx": bytes(mutated),
        "bomb.xlsx": bomb(),
        "bomb.zip": bomb(),
        "nul.csv": "氏名,所属\r\n\x00\x00,\ud7ff\r\n".encode(errors="replace"),
        "wide.csv": (",".join("列" for _n in range(3000)) + "\r\n").encode(),
        "quote.csv": ('"' + "氏名" * 5000).encode(),
        "deep.json": b"[" * 5000,
        "book.csv": book,
        "../../etc/passwd.csv": "氏名\r\n=cmd|' /C calc'!A0\r\n".encode("cp932"),
    }


@pytest.fixture
def hall(db, caplog):
    caplog.set_level("CRITICAL", "django.request")  # refusals are what is asked for here
    return Hall()


def upload_pages(hall):
    """Return address, names of fields, name of the file's field of every page that takes a file."""
    client, found = hall.clients[Role.ORGANISER], []
    for route in routes():
        parts = {name: hall.part(route, name) for name in route.parts}
        if route.name not in rights() or None in parts.values() or route.name == "accounts:logout":
            continue
        address = reverse(route.name, kwargs=parts)
        page = client.get(address, headers={"accept": "text/html"})
        text = page.content.decode(errors="replace") if "html" in page.headers.get("content-type", "") else ""
        for form in re.findall(r"<form[^>]*multipart.*?</form>", text, re.DOTALL):
            names = [one or two for one, two in _FILE.findall(form)]
            action = re.search(r'action="([^"]+)"', form.partition(">")[0])
            if names:
                found.append((action[1] if action else address, _FIELD.findall(form), names[0]))
    return list({address: entry for address, *_rest in found for entry in found if entry[0] == address}.values())


def test_whatever_file_is_sent_is_answered_with_a_sentence(hall):
    pages, wrong = upload_pages(hall), []
    for address, fields, name in pages:
        for file_name, content in payloads().items():
            form = {field: "1" for field in fields if field not in (name, "csrfmiddlewaretoken")}
            form[name] = SimpleUploadedFile(file_name, content)
            began = time.monotonic()
            with transaction.atomic():
                answer = hall.clients[Role.ORGANISER].post(address, form, headers={"accept": "text/html"})
                transaction.set_rollback(True)
            if answer.status_code >= 500 or time.monotonic() - began > _AT_MOST_S:
                wrong.append(
                    f"{address} answered {answer.status_code} to {file_name} in {time.monotonic() - began:.1f} s"
                )

    assert len(pages) >= 2, "the search for upload pages finds the roster and the bundle at least"
    assert not wrong, "\n".join(wrong)
