"""What people said in a few words: counted as Japanese words, and laid out as a picture that can be read."""
