"""Personal data in its usual Japanese forms is masked; ordinary numbers stay."""

import pytest

from goen.core.listening import Text
from goen.core.listening.masking import mask, mask_text


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("連絡先 taro.fukushima@example.jp まで", "mail"),
        ("０２４－５２１－１１１１にお電話を", "phone"),
        ("090-1234-5678", "phone"),
        ("+81-24-521-1111", "phone"),
        ("〒960-8670", "postcode"),
        ("1234-5678-9012-3456", "card"),
        ("番号は1234 5678 9012です", "my_number"),
        ("https://example.jp/a?b=1 を見て", "url"),
        ("福島市杉妻町2番16号に住んでいます", "address"),
        ("氏名：福島太郎", "name"),
        ("@goen_taro さんの投稿", "account"),
    ],
)
def test_personal_data_is_masked(written, kind):
    masked, counts = mask_text(written)
    assert counts[kind] == 1, masked
    assert "〔" in masked


@pytest.mark.parametrize(
    "written", ["2025年1月30日 13:30–17:15", "予算は1,200,000円", "参加者30人、4グループ", "令和7年度", "2011-2025"]
)
def test_dates_times_and_sums_stay(written):
    assert mask_text(written) == (written, {})


def test_authors_become_numbers_and_ids_stay():
    masked = mask(
        [
            Text("a", "桃", author="花子"),
            Text("b", "梨", author="太郎"),
            Text("c", "柿", author="花子"),
            Text("d", "栗"),
        ]
    )
    assert [(text.id, text.author) for text in masked.texts] == [("a", "1"), ("b", "2"), ("c", "1"), ("d", "")]
