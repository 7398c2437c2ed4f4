"""People who sign in, organisations, roles."""
