"""Questions from the hall with up-votes, and quick polls: asked on phones, sorted by a moderator, shown to everybody."""
