"""Order, timer and scores of the presentations."""
