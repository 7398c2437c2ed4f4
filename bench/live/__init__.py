"""How boards and votes hold under a full hall, beside their peers."""
