"""The way of a message under load, beside bare bots against the same server: rates, CPU time, latency, memory."""
