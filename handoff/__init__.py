"""How a conversation reaches a person and comes back."""
