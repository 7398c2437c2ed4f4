"""Who takes part: Excel and CSV in, registration, preferences, consents, check-in."""
