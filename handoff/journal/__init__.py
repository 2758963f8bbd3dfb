"""The Redis side: the only store of state."""
