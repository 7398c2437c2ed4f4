"""Pure capabilities: numbers and frozen dataclasses in, frozen dataclasses out; no Django, no clock, no global state."""
