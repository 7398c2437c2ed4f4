"""Sticky notes, live and durable."""
