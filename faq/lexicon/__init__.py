"""The citizens' lexicon: the standard services of municipalities and states in the words of those who need them."""
