"""What is taken out of a citizen's text before it is stored, one module a family of rules."""
