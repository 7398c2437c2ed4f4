"""Drafts by a language model: off by default, named, budgeted, checked in code, and never published unapproved."""
