"""Data that is kept as it is, for good."""
