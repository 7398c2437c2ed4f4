"""Japanese text: normalisation for matching (never for storing), kana, eras, tokens."""
