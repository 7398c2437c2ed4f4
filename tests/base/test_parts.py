"""Parts escape what people wrote, say in words what they show in colour, and hang pages by role."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template

from goen.base import navigation
from goen.base.icons import ICONS
from goen.base.navigation import entries, register_page
from goen.base.templatetags.parts import tie_number

EVIL = "<img src=x onerror=alert(1)>"


def draw(source, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% badge text %}",
        "{% chip text %}",
        "{% person text text %}",
        "{% stat text text text text text %}",
        "{% empty text text text text %}",
        "{% crumbs text text text %}",
        "{% steps 1 text %}",
        "{% qr text text %}",
        "{% meter 1 2 text %}",
        "{% timer 60 text %}",
        "{% dots 1 text %}",
        "{% card text text %}{{ text }}{% endcard %}",
        "{% banner 'info' text %}{{ text }}{% endbanner %}",
        "{% disclosure text %}{{ text }}{% enddisclosure %}",
        "{% dialog text text %}{{ text }}{% enddialog %}",
        "{% table text %}<tbody><tr><td>{{ text }}</td></tr></tbody>{% endtable %}",
    ],
)
def test_no_part_lets_markup_through(source):
    html = draw(source, text=EVIL)

    assert "<img" not in html
    assert " style=" not in html


def test_decoration_is_hidden_and_signs_are_named():
    assert 'aria-hidden="true"' in draw('{% icon "print" %}')
    assert 'role="img" aria-label="印刷する"' in draw('{% icon "print" "印刷する" %}')


def test_no_icon_is_drawn_twice():
    assert len(set(ICONS.values())) == len(ICONS)


def test_steps_tell_done_current_and_to_come():
    html = draw('{% steps 2 "ファイル" "確認" "完了" %}')

    assert html.count('data-state="done"') == 1
    assert 'aria-current="step">確認' in html


def test_breadcrumbs_link_all_but_the_last():
    html = draw('{% crumbs "交流会" "/e/" "名簿" %}')

    assert html.count("<a ") == 1
    assert '<li aria-current="page">名簿</li>' in html


@pytest.mark.parametrize(
    ("seconds", "face"), [(1485, "24:45"), (5, "0:05"), (0, "0:00"), (-3, "0:00"), (3600, "60:00")]
)
def test_a_clock_shows_minutes_and_seconds(seconds, face):
    assert f">{face}</span>" in draw("{% timer seconds %}", seconds=seconds)


@pytest.mark.parametrize("key", [1, 10, 11, "福島県", ""])
def test_a_thing_keeps_one_of_ten_colours(key):
    assert 1 <= tie_number(key) <= 10
    assert tie_number(key) == tie_number(key)


@pytest.fixture
def hung(monkeypatch):
    monkeypatch.setattr(navigation, "_places", {"main": {}, "event": {}, "guest": {}})
    register_page("event", "later", "あと", "base:job", order=20, roles=())
    register_page("event", "gone", "まだない", "nowhere:at-all", order=5)
    register_page("event", "first", "さき", "base:cancel-job", order=10)


JOB = "00000000-0000-0000-0000-000000000000"


def test_pages_hang_in_order_and_those_without_address_are_left_out(hung):
    found = entries("event", role="organiser", current="later", args=[JOB])

    assert [(entry.label, entry.is_current) for entry in found] == [("さき", False), ("あと", True)]


def test_an_events_pages_are_the_organisers_unless_opened(hung):
    found = entries("event", role="participant", args=[JOB])

    assert [entry.label for entry in found] == ["あと"]


def test_the_event_bar_names_the_event_and_its_state():
    event = SimpleNamespace(title="若手交流会", slug="x", status="live", get_status_display=lambda: "開催中")
    html = draw('{% event_nav member "roster" %}', member=SimpleNamespace(event=event, role="participant"))

    assert "若手交流会" in html
    assert "開催中" in html
