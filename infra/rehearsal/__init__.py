"""The rehearsal of a sale: what the plan says, not what the calculator wished, played second by second."""
