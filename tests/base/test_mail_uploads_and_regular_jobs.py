"""Letters go out only where mail is set, files are what they say, regular jobs come round."""

import io
import zipfile
from datetime import timedelta

import pytest
from PIL import Image

from goen.base import jobs, mail
from goen.base.documents.uploads import PICTURES, check_upload, picture_size
from goen.core.errors import BadInputError, GoenError, TooMuchError

_WHERE = 0x8825  # the EXIF block of places


def picture(kind="JPEG", size=(40, 20), exif=None):
    target = io.BytesIO()
    Image.new("RGB", size, "#a8232f").save(target, kind, **({"exif": exif} if exif else {}))
    return target.getvalue()


def office(*members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return target.getvalue()


def test_a_picture_loses_where_it_was_taken_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(_WHERE)[1] = "N"

    kept = check_upload("写真/IMG 1.JPG", picture(exif=exif), kinds=PICTURES)

    assert (kept.name, kept.mime, picture_size(kept.content)) == ("IMG 1.jpg", "image/jpeg", (20, 40))
    assert not Image.open(io.BytesIO(kept.content)).getexif()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "base.upload_empty"),
        ("a.exe", b"MZ", "base.upload_kind"),
        ("a", b"x", "base.upload_kind"),
        ("a.svg", b"<svg/>", "base.upload_kind"),
        ("a.pdf", b"<html>", "base.upload_broken"),
        ("a.png", b"%PDF-1.7", "base.upload_broken"),
        ("a.png", picture("JPEG"), "base.upload_broken"),
        ("a.jpg", picture()[:60], "base.upload_broken"),
        ("a.xlsx", b"PK\x03\x04broken", "base.upload_broken"),
        ("a.docx", office("word/document.xml"), "base.upload_broken"),
        ("a.docx", office("[Content_Types].xml", "word/vbaProject.bin"), "base.upload_macro"),
        ("a.txt", b"\x00\x01", "base.upload_broken"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_with_its_reason(name, content, code):
    with pytest.raises(BadInputError) as refused:
        check_upload(name, content)

    assert refused.value.code == code


def test_a_file_over_the_limit_is_refused():
    with pytest.raises(TooMuchError):
        check_upload("a.txt", b"a" * (1024 * 1024 + 1), limit_mb=1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("資料.pdf", b"%PDF-1.7\n"),
        ("表.csv", "髙橋,福島".encode("cp932")),
        ("a.xlsx", office("[Content_Types].xml")),
        ("x.webp", picture("WEBP")),
    ],
)
def test_usual_files_are_taken(name, content):
    assert check_upload(name, content).name == name


def test_no_letter_leaves_without_a_mail_setting(mailoutbox, settings):
    settings.MAIL_URL = ""

    assert mail.send([mail.Letter("a@example.com", "題", "文")]) == []
    assert mailoutbox == []


def test_one_bad_address_does_not_stop_the_others(mailoutbox, settings):
    settings.MAIL_URL = "smtp://mail.example.com"

    sent = mail.send(
        [mail.Letter("a@example.com\nBcc: b@example.com", "題", "文"), mail.Letter("c@d.jp", "題\n名", "文")]
    )

    assert [letter.to for letter in sent] == ["c@d.jp"]
    assert [message.subject for message in mailoutbox] == ["題 名"]


@pytest.mark.django_db
def test_a_regular_job_comes_round_once_a_period(monkeypatch, settings):
    monkeypatch.setattr(jobs, "_regular", {})
    jobs.every("base.nothing", timedelta(hours=1))

    assert [jobs.enqueue_due(), jobs.enqueue_due()] == [1, 0]
    jobs.Job.objects.update(created_at=jobs.timezone.now() - timedelta(hours=2))
    assert jobs.enqueue_due() == 1


def test_every_refusal_is_one_of_ours():
    with pytest.raises(GoenError):
        check_upload("", b"x")
