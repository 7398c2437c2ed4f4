"""Personal news: told in the app to accounts and guests, by mail where it is set up."""
