"""What citizens meet: dialogue, channels, worker, sender."""
