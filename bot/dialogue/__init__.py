"""The rules of the talk. Pure: imports no I/O."""
