"""``{% island %}`` and ``{% asset %}``: what Vite built, put on a page without any inline script or style."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

_BUILT = Path(__file__).resolve().parent.parent / "static" / "islands"
_STYLES = {"styles": "styles/main.css", "print": "styles/print.css", "showcase": "styles/showcase.css"}
# A JSON data block ends at "</script", and "<!--" would open a comment: neither may stand in it as written.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@lru_cache(maxsize=2)
def _read(path: Path, changed_ns: int) -> dict[str, Any]:  # noqa: ARG001 - a new build is a new key
    return dict(json.loads(path.read_text(encoding="utf-8")))


def manifest() -> dict[str, Any]:
    """Return what Vite built, or nothing before the first build (pages still work, unstyled)."""
    path = _BUILT / "manifest.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


def _address(file: str) -> str:
    return static(f"islands/{file}")


def style_of(name: str) -> bytes:
    """Return a built stylesheet itself, for pages that leave the server; nothing before the first build."""
    built = manifest().get(_STYLES[name])
    return (_BUILT / built["file"]).read_bytes() if built else b""


def _stylesheets(files: list[str]) -> SafeString:
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((_address(file),) for file in files))


def _imports(entry: dict[str, Any], chunks: dict[str, Any]) -> list[str]:
    """Return the chunks an entry needs, in depth-first order, each once."""
    seen: dict[str, None] = {}
    waiting = list(entry.get("imports", []))
    while waiting:
        key = waiting.pop(0)
        if key not in seen:
            seen[key] = None
            waiting.extend(chunks[key].get("imports", []))
    return list(seen)


def _scripts(name: str) -> SafeString:
    chunks = manifest()
    entry = chunks.get(f"islands/{name}/main.ts")
    if entry is None:
        if chunks:
            raise template.TemplateSyntaxError(f'no island "{name}": add frontend/islands/{name}/main.ts and build')
        return mark_safe("")
    needed = _imports(entry, chunks)
    styles = [file for key in needed for file in chunks[key].get("css", [])] + entry.get("css", [])
    preloads = format_html_join(
        "", '<link rel="modulepreload" href="{}">', ((_address(chunks[key]["file"]),) for key in needed)
    )
    return format_html(
        '{}{}<script type="module" src="{}"></script>', _stylesheets(styles), preloads, _address(entry["file"])
    )


@register.simple_tag
def asset(name: str) -> SafeString:
    """Return the link of a stylesheet ("styles", "print") or the script of an island without a place ("ui")."""
    if name not in _STYLES:
        return _scripts(name)
    built = manifest().get(_STYLES[name])
    return _stylesheets([built["file"]]) if built else mark_safe("")


@register.simple_tag
def island(name: str, props: object = None, class_name: str = "") -> SafeString:
    """Return the place of an island: ``{% island "progress" props %}`` with props as JSON data, and its script."""
    data = json.dumps({} if props is None else props, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    return format_html(
        '<div class="{}" data-island="{}"><script type="application/json">{}</script><noscript><p>{}</p></noscript></div>{}',
        f"island {class_name}".strip(),
        name,
        mark_safe(data),  # noqa: S308 - "<", ">" and "&" are escaped above
        _("この部分を使うには、ブラウザーの JavaScript を有効にしてください。"),
        _scripts(name),
    )
