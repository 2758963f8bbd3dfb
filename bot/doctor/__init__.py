"""What is wrong with an installation, and how to mend it: a table of checks, each in the module of what it looks at."""
