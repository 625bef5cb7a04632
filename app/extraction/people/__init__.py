"""Who is named where: leaders in every form, people in no list, and whose a name is."""
