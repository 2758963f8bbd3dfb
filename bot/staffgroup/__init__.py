"""The staff group on Telegram: what is posted there, and what staff do there."""
