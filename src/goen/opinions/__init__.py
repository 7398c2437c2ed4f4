"""Consultations and their opinion landscape; for now the sentences of the core's refusals."""
