"""All the SQL of the post room."""
