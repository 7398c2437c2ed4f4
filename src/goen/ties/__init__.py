"""The ledger of who met whom."""
