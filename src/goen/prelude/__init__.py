"""事前インプット: materials, visits and questions before the day; answers become first notes."""
