"""From what a sale asks for to what must stand ready for it, every number with its reason."""
