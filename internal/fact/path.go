package fact

import "strings"

// NormalPath is the one form of a source path in which paths are compared,
// matched and shown: slashes for backslashes, and nothing for "./".
func NormalPath(path string) string {
	if strings.IndexByte(path, '\\') >= 0 {
		path = strings.ReplaceAll(path, `\`, "/")
	}
	for strings.HasPrefix(path, "./") {
		path = strings.TrimLeft(path[2:], "/")
	}
	if strings.Contains(path, "/./") {
		path = strings.ReplaceAll(path, "/./", "/")
	}
	return path
}

// IsAbsolutePath reports whether a path in normal form begins at a root, of
// Windows too.
func IsAbsolutePath(path string) bool {
	drive := len(path) > 2 && path[1] == ':' && path[2] == '/'
	return strings.HasPrefix(path, "/") || drive
}

// JoinPath puts a folder before what is relative to it.
func JoinPath(folder, path string) string {
	folder, path = NormalPath(folder), NormalPath(path)
	if folder == "" || folder == "." || IsAbsolutePath(path) {
		return path
	}
	return strings.TrimSuffix(folder, "/") + "/" + path
}
