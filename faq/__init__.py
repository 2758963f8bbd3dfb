"""What is known: entries, matcher, files."""
