"""What participants say afterwards, published only with consent."""
