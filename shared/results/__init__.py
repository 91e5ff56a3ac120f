"""What came of asking, for HR and the board: figures of groups, pictures, files and paper; never an answer."""
