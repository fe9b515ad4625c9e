"""The nation's open data as the assistant asks for it: occupations, pay, outlook, programs of study, colleges."""
