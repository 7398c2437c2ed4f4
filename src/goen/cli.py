"""`goen`: the command line, in plain words."""
