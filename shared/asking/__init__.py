"""The life of a request: a moment comes, somebody is asked, reminded, heard or let be. One life for all who ask."""
