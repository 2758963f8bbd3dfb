"""A small town for tests of the web chat: a real journal, a worker that repeats what it hears, a clerk."""
