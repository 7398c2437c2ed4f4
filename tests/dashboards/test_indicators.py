"""Indicators come in as files, are looked at before they count, and every figure knows its file and row."""

import csv
import io
from datetime import date

import openpyxl  # noqa: TID253 - tests write what offices send
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories import make_event, make_groups, make_member, make_partnership, make_roster, make_user, sign_in

from goen.accounts.models import Role
from goen.core.indicators.fukushima import municipalities
from goen.dashboards import queries
from goen.dashboards.models import Aim, Indicator, IndicatorFile, Value
from goen.events.models import PartnershipMember
from goen.proposals.models import FollowUp, Proposal

pytestmark = pytest.mark.django_db
CSV = "魅力度（例）\r\n出典：架空の調査\r\n単位：点\r\n調査年,県,全国\r\n2023年,16.0,25.2\r\n2024年,…,約26\r\n2025年,18.5,25.3\r\n"
WORDS = {
    "name": "魅力度",
    "definition": "平均した点数",
    "source": "架空の調査",
    "unit": "点",
    "wanted": "up",
    "as_of": "2025-07-31",
}


@pytest.fixture
def partnership():
    return make_partnership(slug="pact")


@pytest.fixture
def keeper(client, partnership):
    user = make_user()
    PartnershipMember.objects.create(partnership=partnership, user=user, role=Role.ORGANISER)
    sign_in(client, user)
    return user


def send(client, data, name="魅力度.csv", at="dashboards:indicator-new", args=("pact",)):
    data = data.encode("cp932") if isinstance(data, str) else data
    return client.post(reverse(at, args=args), {"file": SimpleUploadedFile(name, data)})


def agree(client, file=None, **changes):
    """Press 取り込む with what the page proposes."""
    file = file or IndicatorFile.objects.first()
    address = reverse("dashboards:indicator-file", args=("pact", file.pk))
    form = client.get(address).context["form"]
    given = {name: form[name].value() for name in form.fields}
    given = {name: value for name, value in given.items() if value is not None and value is not False}
    return client.post(address, {**given, **WORDS, **changes})


def municipal(n=59, year="2024年度"):
    rows = [f"{one.code},{one.name},{place}.5" for place, one in enumerate(municipalities()[:n])]
    return "\r\n".join([f"団体コード,市町村名,{year}", *rows])


def test_a_file_is_looked_at_and_then_taken_in(client, keeper, partnership):
    look = client.get(send(client, CSV).url)
    assert not Value.objects.exists()
    assert "5</strong> 件の数値" in look.content.decode()
    assert "6 行目・3 列目「約26」" in look.content.decode()

    shown = client.get(agree(client).url)

    values = list(Value.objects.values_list("start__year", "series", "value", "row", "file__file_name"))
    assert values == [
        (2023, "県", 16.0, 5, "魅力度.csv"),
        (2023, "全国", 25.2, 5, "魅力度.csv"),
        (2024, "県", None, 6, "魅力度.csv"),
        (2025, "県", 18.5, 7, "魅力度.csv"),
        (2025, "全国", 25.3, 7, "魅力度.csv"),
    ]
    text = shown.content.decode()
    assert "魅力度.csv の 5 行目" in text
    assert "2025-07-31" in text
    assert IndicatorFile.objects.get().table == {}


def test_a_workbook_is_read_too(client, keeper):
    book = openpyxl.Workbook()
    book.active.append(["時点", "値"])
    book.active.append(["令和6年度", 12.5])
    target = io.BytesIO()
    book.save(target)
    send(client, target.getvalue(), "統計.xlsx")
    agree(client)

    assert Value.objects.get().value == 12.5


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b"%PDF-1.7", "PDF ファイルは数値の表として読めません"),
        (b"PK\x03\x04broken", "読めませんでした"),
        ("a" * 10, "0</strong> 件"),
    ],
)
def test_what_is_no_table_is_answered_in_words(client, keeper, data, words):
    answer = send(client, data)
    if answer.status_code == 302:
        answer = client.get(answer.url)

    assert answer.status_code in (200, 400)
    assert words in answer.content.decode()


def test_nothing_is_taken_in_where_no_figure_is(client, keeper):
    send(client, "市町村,件数\r\n福島市,3\r\n白河市,4\r\n")

    refused = agree(client)
    wrong = agree(client, default="むかし")
    taken = agree(client, default="令和6年度")

    assert refused.status_code == 400
    assert "「むかし」は時点として読めません" in wrong.content.decode()
    assert taken.status_code == 302
    assert Value.objects.count() == 2


def test_a_file_counts_once(client, keeper):
    send(client, CSV)
    file = IndicatorFile.objects.get()
    agree(client)

    again = client.post(reverse("dashboards:indicator-file", args=("pact", file.pk)), WORDS)

    assert again.status_code == 400
    assert Value.objects.count() == 5


@pytest.mark.parametrize(("merging", "n"), [("replace", 1), ("renew", 5)])
def test_newer_figures_replace_or_renew(client, keeper, merging, n):
    send(client, CSV)
    agree(client)
    indicator = Indicator.objects.get()
    send(client, "調査年,県\r\n2025年,19.9\r\n", "新.csv", "dashboards:indicator-update", ("pact", indicator.pk))

    agree(client, column_series="", merging=merging)

    assert Value.objects.count() == (n if merging == "replace" else 6)  # one column has no series of its own
    assert Value.objects.filter(value=19.9, file__file_name="新.csv").count() == 1


def test_two_indicators_have_two_names(client, keeper):
    send(client, CSV)
    agree(client)
    send(client, CSV)

    refused = agree(client)

    assert refused.status_code == 400
    assert "「魅力度」という指標はすでにあります" in refused.content.decode()
    assert Indicator.objects.count() == 1


def test_municipalities_become_a_map_whose_tiles_lead_to_their_rows(client, keeper):
    send(client, municipal(58))
    page = client.get(agree(client).url)

    tiles = page.context["page"].tiles
    text = page.content.decode()
    assert (len(tiles.tiles), tiles.n_missing, len(tiles.legend)) == (59, 1, 5)
    assert all(f'id="{tile.href[1:]}"' in text for tile in tiles.tiles if tile.href)
    assert "58 市町村のうち、最も大きいのは" in text


def test_every_figure_can_be_saved_with_its_source(client, keeper):
    send(client, CSV)
    agree(client)
    indicator = Indicator.objects.get()

    content = client.get(reverse("dashboards:indicator-data", args=("pact", indicator.pk))).content.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(content)))
    assert rows[1] == ["2023年", "2023-01-01", "", "", "県", "16.0", "点", "架空の調査", "魅力度.csv", "5"]
    assert len(rows) == 6


def test_a_proposal_is_linked_to_what_it_wants_to_move(client, keeper, partnership):
    send(client, CSV)
    agree(client)
    indicator = Indicator.objects.get()
    event = make_event(partnership=partnership)
    group = make_groups(event, [make_roster(event, 2)])[0]
    own = Proposal.objects.create(event=event, group=group, title="自慢マップ")
    foreign = Proposal.objects.create(event=make_event(), title="よその提言")
    address = reverse("dashboards:indicator-link", args=("pact", indicator.pk))

    refused = client.post(address, {"proposal": foreign.pk})
    client.post(address, {"proposal": own.pk, "words": "22点に"})
    client.post(address, {"proposal": own.pk, "words": "23点に"})
    page = client.get(reverse("dashboards:indicator", args=("pact", indicator.pk))).content.decode()

    assert refused.status_code == 400
    assert Aim.objects.get().words == "23点に"
    assert "自慢マップ" in page

    FollowUp.objects.create(proposal=own, received_at=timezone.now())
    follow = reverse("proposals:follow", args=(event.slug, own.pk))
    own_indicator = reverse("dashboards:indicator", args=("pact", indicator.pk))
    stranger = sign_in(Client(), make_member(event)).get(follow).content.decode()
    PartnershipMember.objects.create(partnership=partnership, user=(both := make_member(event)), role=Role.ORGANISER)
    insider = sign_in(Client(), both).get(follow).content.decode()
    for answer in (stranger, insider):
        assert "23点に" in answer
        assert "18.5</b> 点（2025年）" in answer
        assert "前の時点 16" in answer
    assert own_indicator in insider
    assert own_indicator not in stranger  # no link to a door that stays shut

    client.post(reverse("dashboards:indicator-unlink", args=("pact", Aim.objects.get().pk)))
    assert not Aim.objects.exists()


def test_an_indicator_is_changed_and_deleted(client, keeper):
    send(client, CSV)
    agree(client)
    indicator = Indicator.objects.get()

    client.post(reverse("dashboards:indicator-edit", args=("pact", indicator.pk)), {**WORDS, "name": "新しい名"})
    assert Indicator.objects.get().name == "新しい名"
    client.post(reverse("dashboards:indicator-delete", args=("pact", indicator.pk)))
    assert not Indicator.objects.exists()
    assert not Value.objects.exists()


def test_members_read_and_only_organisers_keep(client, keeper, partnership):
    send(client, CSV)
    agree(client)
    indicator = Indicator.objects.get()
    observer = make_user()
    PartnershipMember.objects.create(partnership=partnership, user=observer, role=Role.OBSERVER)
    sign_in(client, observer)

    assert client.get(reverse("dashboards:indicator", args=("pact", indicator.pk))).status_code == 200
    assert send(client, CSV).status_code == 404
    assert client.post(reverse("dashboards:indicator-delete", args=("pact", indicator.pk))).status_code == 404


@pytest.mark.parametrize("n", [3, 59])
def test_pages_ask_the_same_however_many_figures(client, keeper, django_assert_num_queries, n):
    send(client, municipal(n))
    agree(client)
    indicator = Indicator.objects.get()
    for copy in range(n // 20):
        Indicator.objects.create(
            **{**{key: WORDS[key] for key in ("definition", "source", "unit")}, "name": f"{copy}"},
            partnership=indicator.partnership,
            updated_at=indicator.updated_at,
        )

    with django_assert_num_queries(9):
        assert client.get(reverse("dashboards:indicators", args=("pact",))).status_code == 200
    with django_assert_num_queries(10):
        assert client.get(reverse("dashboards:indicator", args=("pact", indicator.pk))).status_code == 200


def test_the_headline_of_many_places_is_their_median():
    values = [
        Value(pk=n, row=n, start=date(2024, 4, 1), grain="fiscal", area=f"{n}市", series="", value=float(n))
        for n in range(1, 8)
    ]

    assert queries.headline(values).value == 4.0


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_a_file_of_the_national_statistics_is_taken_in_as_saved(client, keeper, encoding):
    rows = [
        "統計名：,国勢調査",
        '"地域 コード","地域","男女 コード","男女","年齢 コード","年齢","/時間軸（調査年）","2015年","2020年"',
        '"07201","福島市","1","男","1","15歳未満","","18,000","15,900"',
        '"07201","福島市","1","男","2","15歳以上","","122,000","120,100"',
        '"07201","福島市","2","女","1","15歳未満","","17,000","***"',
    ]
    look = client.get(send(client, "\r\n".join(rows).encode(encoding), "census.csv").url).content.decode()
    shown = client.get(agree(client).url).content.decode()

    assert '<td class="number">122,000</td>' in look
    assert Value.objects.count() == 6
    assert set(Value.objects.values_list("series", flat=True)) == {"男 / 15歳未満", "男 / 15歳以上", "女 / 15歳未満"}
    assert Value.objects.get(series="女 / 15歳未満", start__year=2020).value is None
    assert "census.csv の 4 行目" in shown
