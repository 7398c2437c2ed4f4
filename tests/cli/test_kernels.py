"""Kernels are warmed once, and again when what they were made of has changed."""

from goen.cli import kernels


def test_a_second_setup_leaves_warm_kernels_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))

    assert kernels.warm_kernels()
    assert not kernels.warm_kernels()


def test_another_processor_or_version_needs_other_kernels(monkeypatch):
    before = kernels.fingerprint()
    monkeypatch.setattr(kernels, "_processor", lambda: "another")

    assert kernels.fingerprint() != before
