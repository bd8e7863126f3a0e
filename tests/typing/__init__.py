"""Small files that the type checker must accept, or refuse where a line says `# refused: MESSAGE`."""
