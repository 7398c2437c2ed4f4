"""Consultations: statements people agree or disagree with, and the landscape of their opinions."""
