"""What is kept of an event, for how long, who looked at it, and how it goes: the law's side of a day."""
