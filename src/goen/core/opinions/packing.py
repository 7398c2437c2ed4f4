"""What choosing the next statement needs of a fitted model, as bytes to keep and back."""

import io

import numpy as np

from goen.core.opinions.ideal import IdealPoints, Side

_PARTS = {"mean", "second", "passing", "kept", "stretch", "prior"}


def pack(model: IdealPoints) -> bytes:
    """Return the statements' side of a model; where people stand is not in it.

    Examples
    --------
    >>> from goen.core.opinions.ideal import fit_ideal
    >>> from goen.core.opinions.votes import votes_from_matrix
    >>> model = fit_ideal(votes_from_matrix([[1, 1], [-1, 1], [-1, -1]]))
    >>> bool((unpack(pack(model)).statements.mean == model.statements.mean).all())
    True
    """
    out = io.BytesIO()
    np.savez_compressed(
        out, mean=model.statements.mean, second=model.statements.second, passing=model.pass_statements, kept=model.kept,
        stretch=np.array(model.stretch), prior=model.prior,
    )  # fmt: skip
    return out.getvalue()


def unpack(data: bytes) -> IdealPoints | None:
    """Return the model again, its people's side empty; None for what an earlier version packed otherwise."""
    with np.load(io.BytesIO(data)) as held:
        if set(held.files) != _PARTS:
            return None
        mean, second = held["mean"], held["second"]
        size = mean.shape[1] + 1
        nobody = Side(np.zeros((0, size)), np.zeros((0, size * (size + 1) // 2)))
        return IdealPoints(
            nobody, Side(mean, second), np.zeros(0), held["passing"], float(held["stretch"]), held["kept"],
            held["prior"],
        )  # fmt: skip
