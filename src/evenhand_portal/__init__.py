"""The portal: the web application in which both parties of an agreement live."""
