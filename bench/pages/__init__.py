"""Server time per page on a filled database."""
