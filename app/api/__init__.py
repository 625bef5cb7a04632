"""Routes by noun, with the file names of `app/queries`. HTTP is spoken here and in `app/web`, nowhere else."""
