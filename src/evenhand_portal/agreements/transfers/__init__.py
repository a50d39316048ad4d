"""An agreement goes over to another organisation of the same party, such as after a merger."""
