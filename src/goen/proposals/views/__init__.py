"""Pages of proposals: the sheet, what became of it, lists, and what the public reads."""
