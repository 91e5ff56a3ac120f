"""Members, newsletters, reunions and vacancies as plain data, and what follows from it. Pure."""
