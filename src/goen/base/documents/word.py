"""Word documents as Japanese offices expect them: A4, named East Asian fonts, page "1 / N", tables that do not clip."""

import io
from collections.abc import Sequence
from typing import Any

from goen.base.documents.guards import clean

BODY = "ＭＳ 明朝"
HEADING = "ＭＳ ゴシック"
_SIZES_PT = {1: 14, 2: 12, 3: 10.5}
_A4_MM = (210, 297)


class WordFile:
    """A document in the making; every text is cleaned and set in a Japanese font.

    Parameters
    ----------
    title : str
        Title in the file's properties.
    margin_mm : float
        Space on all four sides.
    """

    def __init__(self, title: str, *, margin_mm: float = 25) -> None:
        from docx import Document
        from docx.shared import Mm

        self._file: Any = Document()
        self._file.core_properties.title = clean(title)
        self._file.core_properties.author = "Goen"
        self._file.core_properties.language = "ja-JP"
        section = self._file.sections[0]
        section.page_width, section.page_height = Mm(_A4_MM[0]), Mm(_A4_MM[1])
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin_mm)
        self._style("Normal", BODY, 10.5)
        for level, size in _SIZES_PT.items():
            self._style(f"Heading {level}", HEADING, size)
        self._style("Title", HEADING, 18)
        for name in ("List Bullet", "List Number"):
            self._style(name, BODY, 10.5)
        self._calm_title()
        self._number_pages(section)

    def heading(self, text: str, level: int = 1) -> None:
        """Add a heading; Word's navigation pane and contents find it."""
        self._file.add_heading(clean(text), level=level)

    def title(self, text: str) -> None:
        """Add the title, centred."""
        self.paragraph(text, style="Title", align="center")

    def paragraph(
        self, text: str, *, style: str = "Normal", align: str = "", bold: bool = False, size_pt: float | None = None
    ) -> None:
        """Add a paragraph; ``align`` is empty, ``center`` or ``right``."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        made = self._file.add_paragraph(style=style)
        run = made.add_run(clean(text))
        run.bold = bold or None
        if size_pt:
            run.font.size = Pt(size_pt)
        if align:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER if align == "center" else WD_ALIGN_PARAGRAPH.RIGHT

    def bullets(self, texts: Sequence[str]) -> None:
        """Add a list."""
        for text in texts:
            self.paragraph(text, style="List Bullet")

    def quote(self, text: str, source: str) -> None:
        """Add words somebody said and whose they are."""
        from docx.shared import Mm, Pt

        for line, align, after_pt in ((f"「{text}」", "", 0), (f"―{source}", "right", 4)):
            self.paragraph(line, align=align)
            look = self._file.paragraphs[-1].paragraph_format
            look.left_indent, look.space_after, look.keep_with_next = Mm(5), Pt(after_pt), not after_pt

    def table(
        self, rows: Sequence[Sequence[str]], *, widths_mm: Sequence[float], header: bool = True, plain: bool = False
    ) -> None:
        """Add a ruled table; with ``header`` the first row is repeated on every page, else the first column is bold."""
        from docx.shared import Mm, Pt

        made = self._file.add_table(rows=0, cols=len(widths_mm), style="Table Grid")
        made.autofit = False
        self._pad(made)
        for column, width in zip(made.columns, widths_mm, strict=True):
            column.width = Mm(width)  # Word reads the cells, LibreOffice the grid: both must say it
        for number, texts in enumerate(rows):
            row = made.add_row()
            self._keep_together(row, is_header=header and number == 0)
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                cell.width = Mm(widths_mm[column])
                is_strong = number == 0 if header else column == 0
                self._fill(cell, text, is_strong=is_strong and not plain)
        gap = self._file.add_paragraph()  # Word joins tables that touch
        gap.paragraph_format.space_after, gap.paragraph_format.line_spacing = Pt(0), Pt(6)

    def box(self, lines: Sequence[str]) -> None:
        """Add lines in a frame, as for whom to ask."""
        self.table([["\n".join(lines)]], widths_mm=[160], header=False, plain=True)

    def to_bytes(self) -> bytes:
        """Return the bytes of the .docx."""
        target = io.BytesIO()
        self._file.save(target)
        return target.getvalue()

    def _style(self, name: str, font: str, size_pt: float) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        style = self._file.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = font, Pt(size_pt), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for kind in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), font)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "ja-JP")
        style.element.get_or_add_rPr().append(language)
        style.paragraph_format.space_after = Pt(4)

    def _fill(self, cell: Any, text: str, *, is_strong: bool) -> None:
        from docx.shared import Pt

        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(clean(text)).bold = is_strong or None
        if is_strong:
            self._shade(cell)

    def _calm_title(self) -> None:
        """Take the coloured rule off the title: an official document has none."""
        from docx.oxml.ns import qn
        from docx.shared import Pt

        style = self._file.styles["Title"]
        properties = style.element.get_or_add_pPr()
        for border in properties.findall(qn("w:pBdr")):
            properties.remove(border)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(10)

    @staticmethod
    def _pad(table: Any) -> None:
        """Give cells room above and below, or letters touch the rules."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        margins = OxmlElement("w:tblCellMar")
        for side, twips in (("top", 50), ("left", 100), ("bottom", 50), ("right", 100)):
            element = OxmlElement(f"w:{side}")
            element.set(qn("w:w"), str(twips))
            element.set(qn("w:type"), "dxa")
            margins.append(element)
        table._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx has no public way to pad

    @staticmethod
    def _shade(cell: Any) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "EEF1F6")
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no public way to shade

    @staticmethod
    def _keep_together(row: Any, *, is_header: bool) -> None:
        from docx.oxml import OxmlElement

        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
        properties.append(OxmlElement("w:cantSplit"))
        if is_header:
            properties.append(OxmlElement("w:tblHeader"))

    @staticmethod
    def _number_pages(section: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        paragraph = section.footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for part in ("PAGE", " / ", "NUMPAGES"):
            run = paragraph.add_run("" if part.isupper() else part)
            if not part.isupper():
                continue
            for kind, text in (("begin", ""), ("", part), ("end", "")):
                element = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    element.set(qn("w:fldCharType"), kind)
                else:
                    element.text = text
                run._r.append(element)  # noqa: SLF001 - fields have no public way either
