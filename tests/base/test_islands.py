"""Islands and assets reach a page without inline script, and nothing a user wrote can leave its JSON."""

import json
from html.parser import HTMLParser

import pytest
from django.template import Context, Template, TemplateSyntaxError

from goen.base.templatetags import islands

BUILT = {
    "_shared.js": {"file": "assets/shared-1.js", "imports": ["_deep.js"], "css": ["assets/shared-1.css"]},
    "_deep.js": {"file": "assets/deep-1.js"},
    "islands/seating/main.ts": {
        "file": "assets/main-1.js",
        "imports": ["_shared.js", "_deep.js"],
        "css": ["assets/s.css"],
    },
    "styles/main.css": {"file": "assets/main-1.css"},
}


@pytest.fixture
def built(monkeypatch):
    monkeypatch.setattr(islands, "manifest", lambda: BUILT)


def draw(source, **context):
    return Template(source).render(Context(context))


class _Props(HTMLParser):
    """Reads the JSON the way a browser does: up to the first end of the script element."""

    def __init__(self):
        super().__init__()
        self.inside, self.data = False, ""

    def handle_starttag(self, _tag, attrs):
        self.inside = dict(attrs).get("type") == "application/json"

    def handle_data(self, data):
        self.data += data if self.inside else ""

    def handle_endtag(self, _tag):
        self.inside = False


def props_of(html):
    parser = _Props()
    parser.feed(html)
    return json.loads(parser.data)


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "𠮷 & 髙", "\u2028", "'\"\\"])
def test_props_arrive_as_they_were_given(built, text):
    html = draw('{% island "seating" props %}', props={"name": text})

    assert props_of(html) == {"name": text}


def test_an_island_brings_its_script_its_chunks_once_and_their_styles(built):
    html = draw('{% island "seating" %}')

    assert html == (
        '<div class="island" data-island="seating"><script type="application/json">{}</script>'
        "<noscript><p>この部分を使うには、ブラウザーの JavaScript を有効にしてください。</p></noscript></div>"
        '<link rel="stylesheet" href="/static/islands/assets/shared-1.css">'
        '<link rel="stylesheet" href="/static/islands/assets/s.css">'
        '<link rel="modulepreload" href="/static/islands/assets/shared-1.js">'
        '<link rel="modulepreload" href="/static/islands/assets/deep-1.js">'
        '<script type="module" src="/static/islands/assets/main-1.js"></script>'
    )


def test_a_stylesheet_is_named_not_numbered(built):
    assert draw('{% asset "styles" %}') == '<link rel="stylesheet" href="/static/islands/assets/main-1.css">'


def test_a_misspelt_island_fails_loudly(built):
    with pytest.raises(TemplateSyntaxError, match='no island "seatings"'):
        draw('{% island "seatings" %}')


def test_pages_work_before_the_first_build(monkeypatch):
    monkeypatch.setattr(islands, "manifest", dict)

    assert draw('{% asset "styles" %}{% asset "ui" %}') == ""
