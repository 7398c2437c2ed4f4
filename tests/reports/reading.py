"""Words out of made documents, as a reader would find them."""

import io
import shutil
import subprocess
import zipfile

import docx  # noqa: TID253 - tests read what the product wrote
import pptx  # noqa: TID253 - as above
import pytest


def pdf_text(content):
    """Return the words of a PDF; needs poppler."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return subprocess.run([tool, "-raw", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()


def docx_text(content):
    """Return the words of a Word document, tables too."""
    file = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def pptx_text(content):
    """Return the words of a deck."""
    slides = pptx.Presentation(io.BytesIO(content)).slides
    return "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


def all_xml(content):
    """Return every part of an office file as text: nothing may hide in properties or notes."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return "\n".join(
            file.read(name).decode("utf-8", "replace") for name in file.namelist() if name.endswith(("xml", "rels"))
        )


READERS = {
    "report_pdf": pdf_text,
    "report_docx": lambda content: docx_text(content) + all_xml(content),
    "slides_pptx": lambda content: pptx_text(content) + all_xml(content),
    "press_docx": lambda content: docx_text(content) + all_xml(content),
    "data_json": bytes.decode,
}
