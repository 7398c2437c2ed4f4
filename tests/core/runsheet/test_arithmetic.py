"""The run sheet's arithmetic."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goen.core.runsheet import TEMPLATES, Line, expected_end, main_minutes, planned_spans, problems

KINDS = ("reception", "opening", "talk", "discussion", "break", "pitch", "social")
START = datetime(2025, 1, 30, 13, 30)  # noqa: DTZ001 - the arithmetic knows no zones
sheets = st.lists(st.builds(Line, st.sampled_from(KINDS), st.just("進行"), st.integers(0, 240)), max_size=25)


@given(sheets)
def test_lines_follow_each_other_without_a_gap(lines):
    spans = planned_spans(lines, START)
    assert all(before.end == after.start for before, after in pairwise(spans))
    assert [round((span.end - span.start).total_seconds() / 60) for span in spans] == [line.minutes for line in lines]


@given(sheets)
def test_reception_at_the_head_ends_where_the_event_begins(lines):
    spans = planned_spans(lines, START)
    head = next((n for n, line in enumerate(lines) if line.kind != "reception"), len(lines))
    if head < len(lines):
        assert spans[head].start == START


@given(sheets, st.integers(-300, 300))
def test_a_sheet_is_over_or_short_by_exactly_what_is_missing(lines, spare):
    ends_at = START + timedelta(minutes=main_minutes(lines) + spare)
    found = {problem.code: problem.minutes for problem in problems(lines, START, ends_at)}
    if lines:
        assert found.get("short", 0) - found.get("over", 0) == spare


@given(sheets)
def test_the_main_part_never_counts_more_than_the_whole(lines):
    assert 0 <= main_minutes(lines) <= sum(line.minutes for line in lines)


@given(sheets.filter(bool), st.data())
def test_a_day_that_runs_as_planned_ends_as_planned(lines, data):
    at = data.draw(st.integers(0, len(lines) - 1))
    spans = planned_spans(lines, START)
    foot = len(lines)
    while foot > 0 and lines[foot - 1].kind == "social":
        foot -= 1
    end = expected_end(lines, at, lines[at].minutes * 60, spans[at].start)
    assert end == max(spans[at].end, spans[foot - 1].end if foot else spans[at].end)


@given(sheets.filter(bool), st.integers(-3600, 3600))
def test_an_overrun_never_makes_the_end_earlier_than_now(lines, left_s):
    assert expected_end(lines, 0, left_s, START) >= START


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda template: template.key)
def test_every_template_can_be_published_as_it_is(template):
    hour, minute = map(int, template.starts_at.split(":"))
    start = START.replace(hour=hour, minute=minute)
    assert problems(template.lines, start, start + timedelta(minutes=template.minutes)) == []
    assert max(line.round_number for line in template.lines) == template.n_rounds


def test_the_exchange_meeting_is_the_real_day():
    spans = planned_spans(TEMPLATES["exchange"].lines, START)
    assert (TEMPLATES["exchange"].minutes, f"{spans[-2].end:%H:%M}") == (225, "17:15")
