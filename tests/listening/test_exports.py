"""The files say what was found, all of it, and nothing typed by a stranger runs in them."""

import io
import json
import re
from html.parser import HTMLParser

import pytest
from django.utils.translation import override

from goen.core.listening import Text, listen
from goen.listening.exports import Source, figures, write_json, write_page, write_topics_workbook

WRITTEN = [
    "県産品の桃をもっと売りたい", "桃の県産品をPRする", "県産品として桃を東京で売る", "会議の資料を紙で配らない",
    "会議が多すぎて残業になる", "紙の資料をやめて会議を短く", "紙の資料をやめて会議を短く", "", "👍",
    '=HYPERLINK("x")桃の県産品</script><script>alert(1)</script>', "\ud800桃\x07の県産品",
]  # fmt: skip


@pytest.fixture(scope="module")
def result():
    texts = [
        Text(str(n), text, author=f"人{n % 3}", attributes={"団体": ["県", "FCC"][n % 2]})
        for n, text in enumerate(WRITTEN)
    ]
    return figures(listen(texts), Source("意見", "2025-01-30 18:00", attributes=("団体",)), n_topics=2)


def test_the_json_holds_every_text_in_one_state_and_the_sum(result):
    data = json.loads(write_json(result))

    assert [text["id"] for text in data["texts"]] == [str(n) for n in range(len(WRITTEN))]
    account = data["account"]
    parts = account["in_topic"] + account["borderline"] + account["duplicate"] + account["n_excluded"]
    assert parts == account["n_texts"] == len(WRITTEN)
    by_id = {text["id"]: text["text"] for text in data["texts"]}
    for topic in data["topics"]:
        assert all(quote["words"].replace("\ud800", "\ufffd") in by_id[quote["text_id"]] for quote in topic["quotes"])


def test_the_tree_of_the_page_opens_to_every_granularity(result):
    data = json.loads(re.search(r'id="listening-data">(.*?)</script>', write_page(result).decode()).group(1))
    for n_topics in range(1, result.most + 1):
        wanted = {f"t{node}" for node in result.found.tree.nodes(n_topics)}
        shown = {max(data["nodes"], key=lambda name: int(name[1:]))}
        while len(shown) < n_topics:
            opened = max((name for name in shown if data["nodes"][name]["parts"]), key=lambda name: int(name[1:]))
            shown = shown - {opened} | set(data["nodes"][opened]["parts"])
        assert shown == wanted


def test_the_page_needs_no_network_and_runs_nothing_typed_in(result):
    page = write_page(result).decode()

    class Tags(HTMLParser):
        found: list[tuple[str, dict[str, str | None]]] = []

        def handle_starttag(self, tag, attrs):
            self.found.append((tag, dict(attrs)))

    Tags().feed(page)
    scripts = [attributes for tag, attributes in Tags.found if tag == "script"]
    assert len(scripts) == 2
    assert not any(attributes.get("src") or attributes.get("href") for _tag, attributes in Tags.found)
    assert "http:" not in page
    assert "https:" not in page


@pytest.mark.parametrize(("language", "words"), [("ja", "すべての文の行き先"), ("en", "Where every text went")])
def test_the_page_speaks_both_languages(result, language, words):
    with override(language):
        page = write_page(result).decode()
    assert f'<html lang="{language}">' in page
    if language == "ja":
        assert words in page


def test_the_workbook_holds_every_text_and_no_formula(result):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(write_topics_workbook(result)))

    rows = list(book["本文と行き先"].iter_rows(min_row=3, values_only=True))
    assert len(rows) == len(WRITTEN)
    assert rows[-2][1] == WRITTEN[-2]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    total = list(book["行き先の合計"].iter_rows(values_only=True))[-1]
    assert total[1] == len(WRITTEN)


def test_no_text_at_all_still_gives_files():
    empty = figures(listen([Text("1", "")]), Source("空", "2025-01-30"))
    assert json.loads(write_json(empty))["account"]["excluded"] == {"empty": 1}
    assert "話題になる文がありませんでした" in write_page(empty).decode()
    assert write_topics_workbook(empty)


def test_the_report_says_how_it_was_made_in_words_and_not_in_code():
    source = Source("声", "2025-01-30", "声.csv", "ab12", notes=("unreadable_line:7",), masked={"phone": 1200})
    page = write_page(figures(listen([Text("1", "桃を売りたい"), Text("2", "会議が多い")]), source)).decode()

    method = page[page.index("作り方") : page.index("</dl>")]
    assert all(words in method for words in ("電話番号 1,200", "7 行目に読めない文字がある", "声.csv"))
    assert not set("{}") & set(method)
    assert "phone" not in method
