"""JSON the editor sends."""

import json
from typing import Any

from goen.core.errors import BadInputError
from goen.grouping.services import Change

_MOST_CHANGES = 2000


def read_changes(body: bytes) -> tuple[list[Change], int]:
    """Read ``{"version": 3, "changes": [{"round": 1, "participation": 7, "group": 2, "locked": true}]}``."""
    try:
        data = json.loads(body)
        version = int(data["version"])
        changes = [_change(item) for item in data["changes"]]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInputError("grouping.changes_unreadable") from error
    if not 0 < len(changes) <= _MOST_CHANGES:
        raise BadInputError("grouping.changes_unreadable")
    return changes, version


def _change(item: dict[str, Any]) -> Change:
    group, locked = item.get("group"), item.get("locked")
    return Change(
        round_number=int(item["round"]),
        participation_id=int(item["participation"]),
        group_number=None if group is None else int(group),
        is_locked=None if locked is None else bool(locked),
    )
