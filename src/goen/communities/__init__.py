"""コミュニティ: what goes on after the day, among those who met and those who come to it later."""
