"""No file over 400 lines, no function over 40, no file name that says nothing."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_LINES, MOST_FUNCTION_LINES = 400, 40
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "misc", "data2"}


def written_files():
    for folder in ("src", "tests", "e2e", "bench", "frontend/islands", "frontend/shared", "frontend/styles"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".ts", ".css", ".html"} and not {"node_modules", "static"} & set(path.parts):
                yield path


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function):
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def test_no_file_is_longer_than_400_lines():
    long = {
        str(path.relative_to(ROOT)): n for path in written_files() if (n := path.read_text().count("\n")) > MOST_LINES
    }

    assert long == {}


def test_no_function_is_longer_than_40_lines():
    long = {
        f"{path.relative_to(ROOT)}:{function.name}": length(function)
        for path in written_files()
        if path.suffix == ".py"
        for function in functions(ast.parse(path.read_text()))
        if length(function) > MOST_FUNCTION_LINES
    }

    assert long == {}


@pytest.mark.parametrize("name", sorted(EMPTY_NAMES))
def test_no_file_has_a_name_that_says_nothing(name):
    assert [path for path in written_files() if path.stem == name] == []
