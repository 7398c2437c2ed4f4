"""Pages of the roster: of organisers, of the reception, of guests."""
