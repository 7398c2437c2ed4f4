"""What slices stand on: live messages, jobs, http, islands, audit, documents, sentences for errors."""
