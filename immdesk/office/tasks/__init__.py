"""Tasks of cases: proposed by the kind's templates, taken, held against a changed template, ticked off."""
