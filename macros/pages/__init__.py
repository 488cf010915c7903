"""What pages show: values for fragments and for the page shell. HTML stands in overrides/, never here."""
