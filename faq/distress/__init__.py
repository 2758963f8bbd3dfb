"""What people write in distress, as data for `faq.dangers`."""
