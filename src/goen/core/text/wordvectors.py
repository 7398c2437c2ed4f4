"""Meanings of words as vectors (chiVe, as trimmed in the ja-ginza package), held as bytes of 8 bits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goen.core.errors import BadInputError

_M = 0xC6A4A7935BD1E995
_WRAP = 0xFFFFFFFFFFFFFFFF


@dataclass(frozen=True, slots=True)
class WordVectors:
    """A table of vectors found by word.

    Parameters
    ----------
    keys : uint64 array (n_words,), ascending
        Hashes of the words (``word_key``).
    rows : uint16 array (n_words,)
        Row of each word in the table; words of like meaning may share one.
    table : int8 array (n_rows, n_dimensions)
        Vectors, each times ``127 / largest absolute component``.
    scales : float32 array (n_rows,)
        What to multiply a row by to have the vector back.
    source : str
        Where they come from, with version and licence, for the report.
    """

    keys: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.uint16]
    table: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]
    source: str

    def find(self, words: Sequence[str]) -> npt.NDArray[np.int64]:
        """Rows of words; -1 where a word is not known. O(words × log table)."""
        wanted = np.fromiter((word_key(word) for word in words), dtype=np.uint64, count=len(words))
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[places] == wanted, self.rows[places].astype(np.int64), -1)

    def vectors(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Vectors of rows as 32-bit floats, shape (rows, dimensions); zeros where a row is -1."""
        known = rows >= 0
        out = np.zeros((len(rows), self.table.shape[1]), dtype=np.float32)
        out[known] = self.table[rows[known]] * self.scales[rows[known], None]
        return out


def word_key(word: str) -> int:
    """Hash a word as the vector table does: MurmurHash64A, seed 1, over UTF-8.

    References
    ----------
    A. Appleby, MurmurHash2 (public domain), 64-bit version for 64-bit processors.

    Examples
    --------
    >>> word_key("")
    14313749767032693980
    """
    data = word.encode("utf-8", "replace")
    n_blocks = len(data) // 8
    key = (1 ^ (len(data) * _M)) & _WRAP
    for place in range(0, n_blocks * 8, 8):
        block = (int.from_bytes(data[place : place + 8], "little") * _M) & _WRAP
        block = ((block ^ (block >> 47)) * _M) & _WRAP
        key = ((key ^ block) * _M) & _WRAP
    tail = data[n_blocks * 8 :]
    if tail:
        key = ((key ^ int.from_bytes(tail, "little")) * _M) & _WRAP
    key = ((key ^ (key >> 47)) * _M) & _WRAP
    return key ^ (key >> 47)


def pack_word_vectors(key2row: bytes, vectors: npt.NDArray[np.float32], source: str) -> WordVectors:
    """Make the table from spaCy's two parts: the map of hashes to rows (MessagePack) and the vectors.

    Raises
    ------
    BadInputError
        ``text.vectors_unreadable`` when the map is cut or of another form, or names rows that are not there.
    """
    pairs = _read_map(key2row)
    rows = np.array([row for _key, row in pairs], dtype=np.int64)
    if not len(pairs) or vectors.ndim != 2 or rows.max() >= len(vectors) or len(vectors) > np.iinfo(np.uint16).max:  # noqa: PLR2004
        raise BadInputError("text.vectors_unreadable", part="rows")
    keys = np.array([key for key, _row in pairs], dtype=np.uint64)
    keep = np.flatnonzero(rows >= 0)
    order = keep[np.argsort(keys[keep], kind="stable")]
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12) / 127
    table = np.rint(vectors / scales[:, None]).astype(np.int8)
    return WordVectors(keys[order], rows[order].astype(np.uint16), table, scales.astype(np.float32), source)


def _read_map(data: bytes) -> list[tuple[int, int]]:
    """Read a MessagePack map of integers to integers."""
    try:
        head, place = data[0], 1
        if head in (0xDE, 0xDF):
            width = 2 if head == 0xDE else 4  # noqa: PLR2004
            count, place = int.from_bytes(data[1 : 1 + width], "big"), 1 + width
        else:
            count = head & 0x0F
        pairs = []
        for _ in range(count):
            key, place = _read_int(data, place)
            row, place = _read_int(data, place)
            pairs.append((key, row))
    except (IndexError, KeyError) as error:
        raise BadInputError("text.vectors_unreadable", part="key2row") from error
    return pairs


_WIDTHS = {0xCC: (1, False), 0xCD: (2, False), 0xCE: (4, False), 0xCF: (8, False),
           0xD0: (1, True), 0xD1: (2, True), 0xD2: (4, True), 0xD3: (8, True)}  # fmt: skip


def _read_int(data: bytes, place: int) -> tuple[int, int]:
    head = data[place]
    if head < 0x80:  # noqa: PLR2004
        return head, place + 1
    if head >= 0xE0:  # noqa: PLR2004
        return head - 0x100, place + 1
    width, signed = _WIDTHS[head]
    return int.from_bytes(data[place + 1 : place + 1 + width], "big", signed=signed), place + 1 + width
