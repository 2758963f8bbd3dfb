"""Files that citizens and staff send each other: what they are, where they lie, and what is told of them."""
