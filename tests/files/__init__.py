"""Files as citizens and staff send them, and a scanner as a town may run it."""
