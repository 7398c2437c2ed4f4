"""PowerPoint decks in Japanese: 16:9, East Asian fonts named, real title placeholders, sections a presenter can fold."""

import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goen.base.documents.guards import clean

FONT = "BIZ UDPゴシック"
_INK = "1A1A1A"
_QUIET = "5C5A55"
AKANE = "A8232F"
AI = "1D3461"
_ROOMY_CM = 9
_WIDTH_CM, _HEIGHT_CM = 33.867, 19.05
_SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


@dataclass(frozen=True)
class Box:
    """A heading with lines below it, one quarter or half of a slide."""

    heading: str
    lines: Sequence[str]
    colour: str = AI


class Deck:
    """A deck in the making; texts are cleaned, sized to fit, and set in a font with Japanese glyphs.

    Parameters
    ----------
    title : str
        Title in the file's properties.
    """

    def __init__(self, title: str) -> None:
        from pptx import Presentation
        from pptx.util import Cm

        self._file: Any = Presentation()
        self._file.slide_width, self._file.slide_height = Cm(_WIDTH_CM), Cm(_HEIGHT_CM)
        self._file.core_properties.title = clean(title)
        self._file.core_properties.author = "Goen"
        self._file.core_properties.language = "ja-JP"
        self._sections: list[tuple[str, list[int]]] = []

    def section(self, name: str) -> None:
        """Begin a section; the slides added from now on belong to it."""
        self._sections.append((clean(name), []))

    def cover(self, title: str, lines: Sequence[str]) -> None:
        """Add a title slide."""
        slide = self._slide(title, at=(2.2, 5.2, 29.5, 4.2), size_pt=_fitting(title, 44, 24, 2))
        self._cords(slide, 9.8)
        self._text(slide, lines, (2.2, 10.6, 29.5, 5.5), size_pt=22, colour=_QUIET)

    def statement(self, title: str, text: str, note: str = "") -> None:
        """Add a slide of one sentence to be read from the back of a hall."""
        slide = self._slide(title)
        self._text(slide, [text], (2.2, 5.4, 29.5, 8.5), size_pt=_fitting(text, 40, 22, 4), anchor="middle")
        if note:
            self._text(slide, [note], (2.2, 15.6, 29.5, 2), size_pt=16, colour=_QUIET)

    def boxes(self, title: str, boxes: Sequence[Box]) -> None:
        """Add a slide of one, two or four boxes."""
        slide = self._slide(title)
        columns = 1 if len(boxes) == 1 else 2
        rows = -(-len(boxes) // columns)
        width, height = (29.5 - 0.8 * (columns - 1)) / columns, (13.4 - 0.6 * (rows - 1)) / rows
        for number, box in enumerate(boxes):
            left = 2.2 + (number % columns) * (width + 0.8)
            top = 4.3 + (number // columns) * (height + 0.6)
            self._box(slide, box, (left, top, width, height))

    def to_bytes(self) -> bytes:
        """Return the bytes of the .pptx."""
        self._write_sections()
        target = io.BytesIO()
        self._file.save(target)
        return target.getvalue()

    def _slide(self, title: str, at: tuple[float, ...] = (2.2, 1.2, 29.5, 2.4), size_pt: float | None = None) -> Any:
        slide = self._file.slides.add_slide(
            self._file.slide_layouts[5]
        )  # "Title Only": a real title for screen readers
        if self._sections:
            self._sections[-1][1].append(slide.slide_id)
        shape = slide.shapes.title
        self._place(shape, at)
        self._set(shape.text_frame, [title], size_pt=size_pt or _fitting(title, 30, 20, 1), bold=True, anchor="middle")
        if size_pt is None:
            self._cords(slide, 3.7)
        return slide

    def _cords(self, slide: Any, top_cm: float) -> None:
        """Draw the two cords, 茜 and 藍."""
        for number, colour in enumerate((AKANE, AI)):
            self._bar(slide, (2.2, top_cm + 0.14 * number, 29.5, 0.07), colour)

    def _bar(self, slide: Any, at: tuple[float, ...], colour: str) -> None:
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Cm

        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Cm(value) for value in at))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(colour)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def _box(self, slide: Any, box: Box, at: tuple[float, float, float, float]) -> None:
        left, top, width, height = at
        self._bar(slide, (left, top, 0.16, height), box.colour)
        heading = (left + 0.5, top, width - 0.5, 1.1)
        self._text(slide, [box.heading], heading, size_pt=18, bold=True, colour=box.colour)
        text = (left + 0.5, top + 1.2, width - 0.5, height - 1.2)
        size = _fitting_lines(box.lines, width - 1.2, height - 1.4)
        self._text(slide, [f"・{line}" for line in box.lines] or ["―"], text, size_pt=size)

    def _text(self, slide: Any, lines: Sequence[str], at: tuple[float, ...], **look: Any) -> None:
        shape = slide.shapes.add_textbox(0, 0, 0, 0)
        self._place(shape, at)
        self._set(shape.text_frame, lines, **look)

    @staticmethod
    def _place(shape: Any, at: tuple[float, ...]) -> None:
        from pptx.util import Cm

        shape.left, shape.top, shape.width, shape.height = (Cm(value) for value in at)

    @staticmethod
    def _set(
        frame: Any, lines: Sequence[str], *, size_pt: float, bold: bool = False, colour: str = _INK, anchor: str = "top"
    ) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if anchor == "middle" else MSO_ANCHOR.TOP
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = clean(line)
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size_pt), bold, _rgb(colour)
            _japanese(run)

    def _write_sections(self) -> None:
        """Write the section list; python-pptx has no call for it."""
        from lxml import etree
        from pptx.oxml.ns import qn

        if not self._sections:
            return
        root = self._file.part._element  # noqa: SLF001 - see above
        listing = root.find(qn("p:extLst"))
        if listing is None:
            listing = etree.SubElement(root, qn("p:extLst"))
        extension = etree.SubElement(listing, qn("p:ext"), uri=_SECTIONS_URI)
        sections = etree.SubElement(extension, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
        for number, (name, slides) in enumerate(self._sections):
            key = f"{{{str(uuid.uuid5(uuid.NAMESPACE_OID, f'{number}:{name}')).upper()}}}"
            section = etree.SubElement(sections, f"{{{_P14}}}section", name=name, id=key)
            members = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
            for slide_id in slides:
                etree.SubElement(members, f"{{{_P14}}}sldId", id=str(slide_id))


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made.from_string(colour)


def _japanese(run: Any) -> None:
    """Name the font for Latin and for East Asian letters; ``font.name`` alone sets Latin only."""
    from lxml import etree
    from pptx.oxml.ns import qn

    run.font.name = FONT
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - no public way to set a:ea
    properties.set("lang", "ja-JP")
    properties.set("altLang", "en-US")
    latin = properties.find(qn("a:latin"))
    far_east = etree.Element(qn("a:ea"), typeface=FONT)
    latin.addnext(far_east)


def _fitting(text: str, largest_pt: float, smallest_pt: float, n_lines: int) -> float:
    """Return the largest size at which the text fills at most ``n_lines`` lines of a full-width box."""
    for size in range(int(largest_pt), int(smallest_pt), -2):
        if _n_lines(text, 29.0, size) <= n_lines:
            return size
    return smallest_pt


def _fitting_lines(lines: Sequence[str], width_cm: float, height_cm: float) -> float:
    largest = 28 if height_cm > _ROOMY_CM else 22
    for size in range(largest, 9, -1):
        needed = sum(_n_lines(f"・{line}", width_cm, size) for line in lines) * size * 1.25 * 0.03528
        if needed <= height_cm:
            return size
    return 9


def _n_lines(text: str, width_cm: float, size_pt: float) -> int:
    per_line = max(1, int(width_cm / (size_pt * 0.03528)))
    return sum(max(1, -(-len(line) // per_line)) for line in text.splitlines() or [""])
