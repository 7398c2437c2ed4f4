"""Topics found in any text: boards, voices, consultations, files."""
