"""Sticky notes as data: what an update may hold, what a board may become, and the notes it shows."""
