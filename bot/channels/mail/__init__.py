"""Mail: what goes out by SMTP. Nothing comes in on it."""
