// Package config reads and changes settings. They come from the flags of a command,
// the environment, the user's file and the file of an archive, in this order, and the
// language also from the system's locale, which comes after the user's file; Sources
// says for each setting what it is and where that comes from. The files are TOML. The
// user's lies in the folder for configurations, or where the environment says; Locate
// says where that folder is, too, since other files of the user lie beside the
// settings. The file of an archive comes with the archive, from anybody, and can set
// little. What a setting means is up to the package that it is for.
package config
