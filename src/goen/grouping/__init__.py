"""Plans of groups: made, explained, moved, locked, published."""
