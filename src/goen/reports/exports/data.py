"""The day as open data; docs/developer/report-json.md is its schema."""

import json
from dataclasses import asdict
from typing import Any

from goen.core.text.era import format_date
from goen.reports.queries.shapes import DayReport

SCHEMA = "goen.report/1"


def data_json(report: DayReport) -> bytes:
    """Return the report as JSON in UTF-8; contact persons are left out, consents are applied already."""
    plain: dict[str, Any] = asdict(report)
    del plain["contact"]
    plain["n_people"] = report.n_people
    plain["is_counted"] = report.is_counted
    plain["date_wareki"] = format_date(report.starts_at.date(), with_weekday=True)
    text = json.dumps({"schema": SCHEMA, **plain}, ensure_ascii=False, indent=2, default=_text)
    return text.encode()


def _text(value: Any) -> str:
    return str(value.isoformat())
