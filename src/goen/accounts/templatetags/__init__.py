"""Tags of the accounts slice."""
