"""What a reader does with the page: its script is run, its figure measured."""
