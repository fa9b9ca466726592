"""Who gets a letter back and who never does, what it says word for word, and calling it back."""
