"""The one family of errors of Goen: a code and parameters, turned into a sentence at the edge."""


class GoenError(Exception):
    """Something a person must be told, as a code and its parameters.

    Parameters
    ----------
    code : str
        Stable name of the error, ``"<room>.<what>"``; every code has a Japanese and an English sentence in
        ``goen.base.messages``.
    **params : object
        Values the sentence names (row, value, limit …); plain numbers and text only.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __reduce__(self) -> tuple[object, ...]:
        """Keep code and parameters when an error crosses a process."""
        return (_rebuild, (type(self), self.code, self.params))


class BadInputError(GoenError):
    """What was given cannot be used; the sentence says which value and what to do."""


class InfeasibleError(GoenError):
    """The rules contradict each other; the parameters name the rules that clash."""


class RefusedError(GoenError):
    """Not allowed or not there: the two are told apart to nobody."""


class TooMuchError(GoenError):
    """A limit of size, number or rate was passed."""


def _rebuild(kind: type[GoenError], code: str, params: dict[str, object]) -> GoenError:
    return kind(code, **params)
