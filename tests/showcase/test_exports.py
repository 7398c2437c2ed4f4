"""Share cards, and the site as files: whole without a server, without scripts, with nothing that is not out."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.showcase.conftest import picture

from goen.cli import main
from goen.showcase import exports, queries, services
from goen.showcase.exports.card import Card, draw_card
from goen.showcase.exports.lines import break_lines, clipped_lines
from goen.showcase.models import Page


def drawn(**fields):
    return Image.open(io.BytesIO(draw_card(Card(**{"title": "題", "kind": "県産品", **fields}))))


@pytest.mark.parametrize("title", ["題", "長い" * 60, "https://" + "a" * 90, "😀髙﨑𠮷"])
def test_a_card_has_its_size_whatever_it_says(title):
    more = {"lead": "とても長い説明文。" * 20, "publisher": "団体" * 40, "photo": picture(), "credit": "課"}

    assert drawn(title=title, **more).size == (1200, 630)


def test_a_card_shows_its_photo_and_its_words():
    plain, pictured = drawn(), drawn(photo=picture(colour="#00ff00"))

    assert plain.getpixel((1100, 200)) == plain.getpixel((20, 20))
    assert pictured.getpixel((1100, 200))[1] > 200
    words = [drawn(title="山").crop((72, 150, 300, 260)), drawn(title="川").crop((72, 150, 300, 260))]
    assert words[0].tobytes() != words[1].tobytes()


@settings(max_examples=60)
@given(st.text(alphabet="雪の下で、甘くなる。りんごテレビ「」Go en123", max_size=60), st.integers(4, 20))
def test_lines_keep_every_letter_their_width_and_never_begin_with_a_closing_mark(text, limit):
    lines = break_lines(text, len, limit, 99)

    if lines is not None:
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(len(line) <= limit for line in lines)
        assert not any(line[0] in "、。」" for line in lines[1:])


def test_lines_are_even():
    lines = break_lines("雪の下で甘くなるりんごの話を聞きに行く", len, 17, 2)

    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) < 6


def test_a_text_too_long_ends_in_dots():
    assert clipped_lines("あ" * 50, len, 10, 2)[-1].endswith("…")


@pytest.fixture
def files(public_page):
    return dict(exports.static_site(queries.pages_out(), b"body{}"))


def test_the_site_is_html_png_and_css_with_every_link_inside(files):
    assert {path.rpartition(".")[2] for path in files} == {"html", "png", "css"}
    assert {"index.html", "index-en.html", "snow-apple.html", "snow-apple-en.html"} <= set(files)
    for path, content in files.items():
        if path.endswith(".html"):
            text = content.decode()
            links = re.findall(r'(?:href|src|content)="([^"]+\.(?:html|png|css|jpg))"', text)
            assert set(links) <= set(files), path
            assert "<script" not in text
            assert not re.search(r'(?:href|src)="/', text), path
        elif path.endswith(".png"):
            assert Image.open(io.BytesIO(content)).format == "PNG"


def test_drafts_and_pages_under_embargo_do_not_leave(page):
    services.publish(page=page, by="user:1", release_at=timezone.now() + timedelta(days=1))

    files = dict(exports.static_site(queries.pages_out(), b""))

    assert set(files) == {"style.css", "index.html", "index-en.html"}


def test_with_a_base_address_other_sites_find_the_card(public_page):
    files = dict(exports.static_site(queries.pages_out(), b"", "https://www.example.jp/goen/"))

    assert 'content="https://www.example.jp/goen/images/snow-apple-card.png"' in files["snow-apple.html"].decode()


def test_the_command_writes_a_folder_again_without_what_was_taken_back(public_page, tmp_path, capsys):
    target = tmp_path / "site"
    assert main(["showcase", "export", str(target)]) == 0
    assert (target / "snow-apple.html").exists()
    services.unpublish(page=Page.objects.get(), by="user:1")
    assert main(["showcase", "export", str(target)]) == 0

    assert not (target / "snow-apple.html").exists()
    assert list((target / "images").iterdir()) == []
    assert "0 ページ" in capsys.readouterr().out


def test_the_command_packs_a_zip(public_page, tmp_path):
    assert main(["showcase", "export", str(tmp_path / "site"), "--zip"]) == 0

    with zipfile.ZipFile(tmp_path / "site.zip") as archive:
        assert archive.testzip() is None
        assert "snow-apple.html" in archive.namelist()
        assert all(name.isascii() for name in archive.namelist())


def test_the_command_never_empties_a_folder_of_somebody_else(public_page, tmp_path, capsys):
    (tmp_path / "大事.txt").write_text("x")
    file = tmp_path / "file"
    file.write_text("x")

    assert [main(["showcase", "export", str(path)]) for path in (tmp_path, file)] == [1, 1]
    assert (tmp_path / "大事.txt").exists()
    assert "別のファイル" in capsys.readouterr().err
