"""Who asks, as every door understands it: a signed-in person, a guest with passes, or nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Actor:
    """The asking side of a request, free of HTTP.

    Parameters
    ----------
    user_id : int or None
        The signed-in account.
    is_operator : bool
        Whether the account runs the installation.
    passes : mapping of int to str
        Guest passes held by this browser: event id to pass token.
    unproven : set of int
        Events whose pass came by a name said at the door: good for the day, no proof of who holds it.
    keys : mapping of str to str
        Further keys held by this browser, by the name the slice that gave them looks for (``"community:5"``).
    """

    user_id: int | None = None
    is_operator: bool = False
    passes: Mapping[int, str] = field(default_factory=dict)
    unproven: frozenset[int] = frozenset()
    keys: Mapping[str, str] = field(default_factory=dict)

    @property
    def proven_tokens(self) -> list[str]:
        """Tokens of the passes that came by a personal link or with a new entry: they show who somebody is."""
        return [token for event, token in self.passes.items() if event not in self.unproven]

    @property
    def key(self) -> str:
        """Name of the actor in the audit log; a guest's token is never written."""
        return f"user:{self.user_id}" if self.user_id else ("guest" if self.passes or self.keys else "nobody")


NOBODY = Actor()
