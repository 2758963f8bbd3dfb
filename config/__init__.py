"""Settings and the towns."""
