"""How `make docs` turns these pages into a site that needs no network: Sphinx, Markdown, one theme with its own files."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

project = "Goen（ご縁）"
author = "Goen"
language = "ja"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
root_doc = "index"
html_theme = "furo"
html_title = "Goen（ご縁）"
html_logo = "images/logo.svg" if (HERE / "images" / "logo.svg").exists() else None
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"font-stack": "'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, sans-serif"},
    "dark_css_variables": {},
}
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "deflist"]
# Links that lead out of docs/ go to files of the repository, which this site does not hold.
suppress_warnings = ["myst.xref_missing", "misc.highlighting_failure"]


def setup(app: object) -> None:
    """Write the reference pages from the code before anything is read."""
    from reference import write_reference  # noqa: PLC0415 - Goen is set up only when the documents are built

    app.connect("builder-inited", lambda _app: write_reference(HERE / "reference"))  # type: ignore[attr-defined]
