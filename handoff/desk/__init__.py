"""The web desk, where staff read, claim and answer."""
