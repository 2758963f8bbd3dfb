"""The desk under load: claims, the way between citizens and staff, and what an open page costs."""
