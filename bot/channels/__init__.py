"""The channels: receive -> event, delivery -> send."""
