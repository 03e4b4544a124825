"""Floor 5: result -> text. A view turns numbers into words once; one writer per format lays out."""
