"""The desk of a town with very many cases: search, history and the queue's page."""
