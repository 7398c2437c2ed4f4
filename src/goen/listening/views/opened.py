"""A result as every page of it begins: who asks, which listening, what was found."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from goen.base.http import actor_of
from goen.core.errors import RefusedError
from goen.events.access import Member
from goen.listening import access, queries


@dataclass(frozen=True)
class Opened:
    """What a page of a result needs."""

    member: Member
    listening: Any
    result: queries.Result

    def page(self, **more: Any) -> dict[str, Any]:
        """Return the context every page of a result shares."""
        return {
            "member": self.member,
            "event": self.member.event,
            "listening": self.listening,
            "result": self.result,
            "run": self.result.run,
            "n": self.result.n_topics,
            **more,
        }


def number_in(request: HttpRequest, name: str) -> int | None:
    """Return a whole number of the address, or None."""
    given = (request.GET.get(name) or request.POST.get(name) or "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else None  # noqa: PLR2004


def open_result(request: HttpRequest, slug: str, listening_id: int) -> Opened:
    """Return the newest result at the granularity of the address; refuses before the first run is finished."""
    member, listening = access.get_listening(actor_of(request), slug, listening_id)
    run = queries.newest_run(listening)
    if run is None:
        raise RefusedError("listening.no_result")
    return Opened(member, listening, queries.result_of(listening, run, number_in(request, "n")))
