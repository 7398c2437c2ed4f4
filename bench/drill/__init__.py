"""The fault drill: break one thing at a time under load, and count what was lost, doubled or not the same everywhere."""
