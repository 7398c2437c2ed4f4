"""The bytes of a Yjs update (version 1), read without applying them.

Only what a board needs is accepted: maps, texts, strings and plain values. Reading costs O(bytes) and never more memory
than the update itself, so that hostile input is refused before it reaches a document or a log.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from goen.core.errors import BadInputError

_CONTENT_DELETED, _CONTENT_JSON, _CONTENT_BINARY, _CONTENT_STRING = 1, 2, 3, 4
_CONTENT_EMBED, _CONTENT_FORMAT, _CONTENT_TYPE, _CONTENT_ANY = 5, 6, 7, 8
_GC, _SKIP = 0, 10
_HAS_LEFT, _HAS_RIGHT, _HAS_KEY = 0x80, 0x40, 0x20
_MAP, _TEXT = 1, 2
_MAX_DEPTH = 4
_MAX_SHIFT = 63


@dataclass
class Shape:
    """What an update says about itself.

    Parameters
    ----------
    starts, ends : dict of int to int
        Per client: first clock of the update, and the clock after its last.
    needs : dict of int to int
        Per client: how far a document must be for every reference of the update to be known.
    roots : set of str
        Names of root types that are touched.
    """

    starts: dict[int, int] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    needs: dict[int, int] = field(default_factory=dict)
    roots: set[str] = field(default_factory=set)

    def need(self, client: int, clock: int) -> None:
        """Remember that a struct must be known."""
        if clock >= self.needs.get(client, 0):
            self.needs[client] = clock + 1

    def fits(self, clocks: dict[int, int]) -> bool:
        """Tell whether a document at these clocks can take the update without anything left pending."""
        if any(start > clocks.get(client, 0) for client, start in self.starts.items()):
            return False
        return all(n <= max(clocks.get(client, 0), self.ends.get(client, 0)) for client, n in self.needs.items())

    def advance(self, clocks: dict[int, int]) -> None:
        """Move the clocks of a document to after the update."""
        for client, end in self.ends.items():
            if end > clocks.get(client, 0):
                clocks[client] = end


def read_update(update: bytes) -> Shape:
    """Read an update's shape.

    Parameters
    ----------
    update : bytes
        Yjs update, version 1.

    Returns
    -------
    Shape
        Clocks, references and roots; the update itself is left unchanged.

    Raises
    ------
    BadInputError
        ``boards.malformed``: bytes that are no update, or content a board does not hold.

    Notes
    -----
    Deterministic, O(bytes). The encoding is described in Yjs's own sources (UpdateEncoderV1).

    Examples
    --------
    >>> sorted(read_update(bytes([1, 1, 7, 0, 4, 1, 1, 97, 2, 104, 105, 0])).ends.items())
    [(7, 2)]
    """
    reader = _Reader(update)
    shape = Shape()
    for _block in range(reader.count()):
        n_structs, client, clock = reader.count(), reader.number(), reader.number()
        if client in shape.starts:
            raise _malformed()
        shape.starts[client] = clock
        for _struct in range(n_structs):
            clock += _read_struct(reader, shape)
            shape.ends[client] = clock
        shape.ends.setdefault(client, clock)
    _read_deletions(reader, shape)
    if reader.at != len(update):
        raise _malformed()
    return shape


def _malformed() -> BadInputError:
    return BadInputError("boards.malformed")


class _Reader:
    """Numbers and texts of lib0's encoding, in order."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def byte(self) -> int:
        try:
            byte = self.data[self.at]
        except IndexError:
            raise _malformed() from None
        self.at += 1
        return byte

    def number(self) -> int:
        if (value := self.byte()) < 0x80:  # noqa: PLR2004 - the continuation bit; nearly all numbers are one byte long
            return value
        value, shift = value & 0x7F, 7
        while (byte := self.byte()) >= 0x80:  # noqa: PLR2004 - the continuation bit
            value |= (byte & 0x7F) << shift
            shift += 7
            if shift > _MAX_SHIFT:
                raise _malformed()
        return value | byte << shift

    def count(self) -> int:
        """Read a number of things, each of which takes at least one byte of what is left."""
        value = self.number()
        if value > len(self.data) - self.at:
            raise _malformed()
        return value

    def skip(self, n: int) -> None:
        if n < 0 or self.at + n > len(self.data):
            raise _malformed()
        self.at += n

    def text(self) -> str:
        n = self.number()
        start = self.at
        self.skip(n)
        try:
            return self.data[start : self.at].decode()
        except UnicodeDecodeError:
            raise _malformed() from None


def _read_struct(reader: _Reader, shape: Shape) -> int:
    """Read one struct; returns how many clock ticks it takes."""
    info = reader.byte()
    kind = info & 0x1F
    if kind == _GC:
        return _ticks(reader.number())
    if kind == _SKIP or kind not in _CONTENTS:
        raise _malformed()
    if info & _HAS_LEFT:
        shape.need(reader.number(), reader.number())
    if info & _HAS_RIGHT:
        shape.need(reader.number(), reader.number())
    if not info & (_HAS_LEFT | _HAS_RIGHT):
        _read_parent(reader, shape)
        if info & _HAS_KEY:
            reader.text()
    return _ticks(_CONTENTS[kind](reader))


def _ticks(n: int) -> int:
    if n < 1:
        raise _malformed()
    return n


def _read_parent(reader: _Reader, shape: Shape) -> None:
    if reader.number() == 1:
        shape.roots.add(reader.text())
    else:
        shape.need(reader.number(), reader.number())


def _read_string(reader: _Reader) -> int:
    return len(reader.text().encode("utf-16-le", "surrogatepass")) // 2


def _read_type(reader: _Reader) -> int:
    if reader.number() not in (_MAP, _TEXT):
        raise _malformed()
    return 1


def _read_values(reader: _Reader) -> int:
    n = reader.count()
    for _value in range(n):
        _read_value(reader, 0)
    return n


def _read_value(reader: _Reader, depth: int) -> None:
    kind = reader.byte()
    if kind in (120, 121, 126, 127):  # true, false, null, undefined
        return
    if kind in _FIXED:
        reader.skip(_FIXED[kind])
    elif kind == 125:  # noqa: PLR2004 - signed integer: the sign is part of the first byte
        reader.number()
    elif kind == 119:  # noqa: PLR2004 - text
        reader.text()
    elif kind in (117, 118) and depth < _MAX_DEPTH:
        for _item in range(reader.count()):
            if kind == 118:  # noqa: PLR2004 - object: each value has its key
                reader.text()
            _read_value(reader, depth + 1)
    else:
        raise _malformed()


_FIXED = {124: 4, 123: 8, 122: 8}
_CONTENTS: dict[int, Callable[[_Reader], int]] = {
    _CONTENT_DELETED: _Reader.number,
    _CONTENT_STRING: _read_string,
    _CONTENT_TYPE: _read_type,
    _CONTENT_ANY: _read_values,
}


def _read_deletions(reader: _Reader, shape: Shape) -> None:
    for _client in range(reader.count()):
        client = reader.number()
        for _range in range(reader.count()):
            clock, length = reader.number(), reader.number()
            if length < 1:
                raise _malformed()
            shape.need(client, clock + length - 1)
