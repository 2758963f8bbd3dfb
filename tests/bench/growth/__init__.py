"""What growth costs: a store with a thousand cases beside one with very many, and a state of many towns."""
