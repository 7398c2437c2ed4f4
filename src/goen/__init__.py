"""Goen (ご縁): from a mixed crowd to adopted proposals, and the ties that go on."""
