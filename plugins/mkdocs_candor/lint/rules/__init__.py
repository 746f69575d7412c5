"""Every rule with its evidence. Word rules find with the packs' patterns, the others with a function of their own."""
