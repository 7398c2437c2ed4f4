"""Other programs: the API and its tokens, webhooks, and whole events as files."""
