"""A town with a desk, for tests."""
