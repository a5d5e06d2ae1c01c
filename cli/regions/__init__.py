"""`qadam regions`: the regions of a day, and the classifier of places that the operator loads."""
