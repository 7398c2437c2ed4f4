"""The bytes between a board's screen and its room.

From the screen: ``1 UPDATE`` (length of the message id, id, update), ``4 SYNC`` (state vector).
To the screen: ``2 UPDATE`` (sequence, update), ``3 ACK`` (sequence, message id), ``5 STATE`` (sequence, length of the
room's state vector, vector, what the screen lacks). Sequences and lengths are four bytes, the highest first. Everything
else is JSON with a ``kind``.
"""

from dataclasses import dataclass

from goen.base.live.hub import Frame
from goen.core.errors import BadInputError

FROM_UPDATE, TO_UPDATE, TO_ACK, FROM_SYNC, TO_STATE = 1, 2, 3, 4, 5
_MAX_MESSAGE_ID = 40


@dataclass(frozen=True, slots=True)
class SentUpdate:
    """An update as a screen sent it."""

    message_id: str
    update: bytes


@dataclass(frozen=True, slots=True)
class SentVector:
    """A screen's question what it lacks."""

    vector: bytes


def read(message: bytes) -> SentUpdate | SentVector:
    """Read a screen's message; anything else is ``boards.malformed``."""
    if message[:1] == b"\x01" and len(message) > 2:  # noqa: PLR2004 - kind and length
        end = 2 + message[1]
        name = message[2:end]
        if 0 < len(name) <= _MAX_MESSAGE_ID and name.isascii() and name.decode().isprintable():
            return SentUpdate(name.decode(), message[end:])
    elif message[:1] == b"\x04":
        return SentVector(message[1:] or b"\x00")
    raise BadInputError("boards.malformed")


def update(sequence: int, body: bytes) -> Frame:
    """Return an update for everybody."""
    return Frame(b"\x02" + sequence.to_bytes(4) + body)


def ack(sequence: int, message_id: str) -> Frame:
    """Return the receipt of a message: it is kept and will be there after any crash."""
    return Frame(b"\x03" + sequence.to_bytes(4) + message_id.encode())


def state(sequence: int, vector: bytes, body: bytes) -> Frame:
    """Return what a screen lacks."""
    return Frame(b"\x05" + sequence.to_bytes(4) + len(vector).to_bytes(4) + vector + body)


def joined(frames: list[Frame]) -> bytes:
    """Return frames as one answer to a POST: each with its length before it; JSON frames are left out."""
    parts = [frame.payload for frame in frames if isinstance(frame.payload, bytes)]
    return b"".join(len(part).to_bytes(4) + part for part in parts)
