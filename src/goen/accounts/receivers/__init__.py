"""What sign-in elsewhere means here: identity providers, a proxy's word, one-time passwords."""
