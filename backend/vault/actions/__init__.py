"""Use cases of the vault: keeping, reusing, withdrawing, asking again."""
