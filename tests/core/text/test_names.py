"""The same name typed differently is found; different names stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.core.text.kana import is_kana, kana_key, kana_row
from goen.core.text.names import match_key, organisation_key, person_key


@given(st.text())
def test_a_key_of_a_key_is_the_key(text):
    assert match_key(match_key(text)) == match_key(text)
    assert kana_key(kana_key(text)) == kana_key(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋　花子", "高橋花子"), ("𠮷田 一郎", "吉田一郎"), ("山﨑 葵", "山崎葵"), ("渡邉 健", "渡邊健"), ("神\ufe00 さくら", "神さくら"),
        ("神 さくら", "神さくら"), ("ＳＭＩＴＨ John", "smith john"), ("葛\U000e0100城", "葛城"),
    ],
)  # fmt: skip
def test_forms_of_one_name_are_one(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(("one", "other"), [("高橋 花子", "高橋 華子"), ("斎藤", "斉藤"), ("太田", "大田")])
def test_different_names_stay_apart(one, other):
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize("name", ["㈱みらい", "株式会社みらい", "みらい（株）", "み ら い"])
def test_a_legal_form_is_no_part_of_an_organisation(name):
    assert organisation_key(name) == "みらい"


def test_an_organisation_that_is_only_a_legal_form_keeps_its_key():
    assert organisation_key("株式会社") == "株式会社"


def test_namesakes_of_two_organisations_are_two():
    assert person_key("佐藤 蓮", "福島県") != person_key("佐藤 蓮", "福島市")


@pytest.mark.parametrize(
    ("text", "key"), [("ﾀｶﾊｼ ﾊﾅｺ", "タカハシハナコ"), ("たかはし・はなこ", "タカハシハナコ"), ("ガ", "ガ"), ("ｶﾞ", "ガ")]
)
def test_readings_of_any_kind_are_one(text, key):
    assert kana_key(text) == key


def test_what_is_a_reading():
    assert [is_kana(text) for text in ("すずき いちろー", "ｽｽﾞｷ", "鈴木", "", "0", "スズキ1")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [("あべ", "ア"), ("がもう", "カ"), ("ヴィ", "ア"), ("んだ", "ワ"), ("ｲｹﾀﾞ", "ア"), ("阿部", ""), ("", "")],
)
def test_rows_of_the_syllabary(text, row):
    assert kana_row(text) == row
