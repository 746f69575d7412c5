"""Files → History, and problems with file and line. `history.read_history` is the door."""
