"""Practice: scripted citizens in a town of their own."""
