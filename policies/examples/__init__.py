"""What rules accept and refuse: examples for people (`floodgate explain`), and the tests of every rule."""
