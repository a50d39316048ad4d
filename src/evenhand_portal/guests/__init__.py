"""People without an account who read and comment by a link: a lawyer of one side, a mediator for both."""
